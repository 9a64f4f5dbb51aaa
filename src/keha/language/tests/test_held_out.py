"""Floors of recall on questions that nothing was fitted on."""

import random
from collections.abc import Sequence

import pytest

from keha.language import library, vectors
from keha.language.ranking import Index, Outcome, build
from keha.language.tests.held_out import (
    held_out_questions,
    library_documents,
    strangers_questions,
    strangers_unanswerable,
)

languages_asked = {"en": 40, "sv": 30}


def ranks(index: Index, questions: Sequence[tuple[str, str]]) -> list[int]:
    """The place of each question's rule, from 1; 99 when it is not among the first ten."""
    found = []
    for question, slug in questions:
        keys = [hit.key for hit in index.rank(question).hits]
        found.append(keys.index(slug) + 1 if slug in keys else 99)
    return found


def recall(found: Sequence[int], deep: int) -> float:
    return sum(rank <= deep for rank in found) / len(found)


@pytest.fixture(scope="module")
def lexical() -> Index:
    return build(library_documents(), library=library.load(), vectors=None)


def test_there_are_enough_questions_and_every_rule_is_asked_for() -> None:
    questions = held_out_questions()
    assert len(questions) >= 80
    assert {slug for _, slug in questions} == {document.key for document in library_documents()}


def test_with_vectors_nine_in_ten_are_found_first_or_nearly_so() -> None:
    loaded = vectors.load()
    index = build(library_documents(), library=library.load(), vectors=loaded)
    found = ranks(index, held_out_questions())
    assert recall(found, 1) >= 0.85
    assert recall(found, 3) >= 0.93


def test_a_strangers_words_are_understood_and_what_no_rule_answers_is_left_alone() -> None:
    index = build(library_documents(), library=library.load(), vectors=vectors.load())
    found = ranks(index, strangers_questions())
    assert len(found) >= 160
    assert recall(found, 1) >= 0.85
    assert recall(found, 3) >= 0.95
    single = [index.rank(question).outcome is Outcome.ANSWER for question in strangers_unanswerable()]
    assert sum(single) / len(single) <= 0.05


def test_without_vectors_the_words_alone_find_most(lexical: Index) -> None:
    found = ranks(lexical, held_out_questions())
    assert recall(found, 1) >= 0.85
    assert recall(found, 3) >= 0.92


@pytest.mark.parametrize("language", sorted(languages_asked))
def test_plain_questions_in_other_languages_are_found_as_well(lexical: Index, language: str) -> None:
    questions = held_out_questions(language)
    assert len(questions) >= languages_asked[language]
    by_words = ranks(lexical, questions)
    assert recall(by_words, 1) >= 0.75
    assert recall(by_words, 3) >= 0.90
    with_meaning = ranks(build(library_documents(), library=library.load(), vectors=vectors.load()), questions)
    assert recall(with_meaning, 1) >= 0.80
    assert recall(with_meaning, 3) >= 0.92


@pytest.mark.parametrize(
    "question",
    ["May I swap my shift?", "Can I swap shifts?", "Can I swap my evening shift with Liisa?", "Får jag byta tur?"],
)
def test_swapping_a_shift_is_not_taken_for_swapping_tasks(lexical: Index, question: str) -> None:
    with_meaning = build(library_documents(), library=library.load(), vectors=vectors.load())
    assert {index.rank(question).hits[0].key for index in (lexical, with_meaning)} == {"vuoronvaihto"}


def test_without_the_library_the_rules_own_texts_find_a_good_part() -> None:
    found = ranks(build(library_documents(), library=None, vectors=None), held_out_questions())
    assert recall(found, 3) >= 0.40


def test_a_single_answer_is_nearly_always_the_right_one(lexical: Index) -> None:
    shown = [
        (ranking.hits[0].key, slug)
        for question, slug in held_out_questions()
        if (ranking := lexical.rank(question)).outcome is Outcome.ANSWER
    ]
    assert len(shown) >= 40
    assert sum(key == slug for key, slug in shown) / len(shown) >= 0.90


def test_with_shuffled_labels_recall_falls_to_chance(lexical: Index) -> None:
    questions = held_out_questions()
    slugs = [slug for _, slug in questions]
    random.Random(1).shuffle(slugs)
    found = ranks(lexical, [(question, slug) for (question, _), slug in zip(questions, slugs, strict=True)])
    assert recall(found, 1) <= 0.08


def test_a_rule_out_of_reach_is_never_shown(lexical: Index) -> None:
    for question, slug in held_out_questions()[:20]:
        others = [document.key for document in library_documents() if document.key != slug]
        assert slug not in {hit.key for hit in lexical.rank(question, among=others).hits}
