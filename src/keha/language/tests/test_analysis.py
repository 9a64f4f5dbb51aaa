"""What is stored beside a document gives the same ranking as reading it again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from keha.language import general, vectors
from keha.language.analysis import analyse_arrays, from_bytes, sentences_of
from keha.language.documents import Document
from keha.language.ranking import analyse, build
from keha.language.terms import gram_text, grams, grams_of_many, terms

document = Document(
    "a", None, "Kahvitauko", "Tauko kestää 10 minuuttia. Yksi jää linjastolle.", ("Paus. Tio minuter.",)
)
other = Document("b", None, "Avaimet", "Et saa lainata avainta.", (), ("kadotin avaimen",))


def test_an_analysis_comes_back_from_its_bytes() -> None:
    before = analyse_arrays(document, general.load(), vectors.load())
    after = from_bytes(before.to_bytes())
    assert after is not None
    assert np.array_equal(before.term_ids, after.term_ids)
    assert np.array_equal(before.gram_ids, after.gram_ids)
    assert np.array_equal(before.gram_parts, after.gram_parts)
    assert np.array_equal(before.vector_parts, after.vector_parts)
    assert np.abs(before.vectors - after.vectors).max(initial=0) < 0.01


def test_bytes_of_another_version_or_cut_ones_are_not_believed() -> None:
    stored = analyse(document, vectors=None)
    assert from_bytes(b"") is None
    assert from_bytes(b"\x00" + stored[1:]) is None
    assert from_bytes(stored[:-1]) is None


def test_stored_analyses_rank_as_fresh_ones() -> None:
    documents = [document, other]
    stored = {one.key: analyse(one, vectors=None) for one in documents}
    fresh = build(documents, library=None, vectors=None)
    kept = build(documents, library=None, vectors=None, analysed=stored)
    for question in ("saako kahvitauon pitää", "avain hukassa", "hur lång är pausen"):
        assert [hit.key for hit in fresh.rank(question).hits] == [hit.key for hit in kept.rank(question).hits]


def test_sentences_end_at_full_stops_only() -> None:
    assert sentences_of("Kello 14.00 alkaa. Saako tulla? Saa.") == ["Kello 14.00 alkaa", "Saako tulla?", "Saa"]
    assert sentences_of("") == []


@given(st.text(max_size=80))
def test_grams_are_the_same_alone_and_among_others(text: str) -> None:
    alone_ids, alone_counts = grams(text)
    starts, ids, counts = grams_of_many([gram_text("muu"), gram_text(text), gram_text("lopuksi")])
    assert np.array_equal(ids[starts[1] : starts[2]], alone_ids)
    assert np.array_equal(counts[starts[1] : starts[2]], alone_counts)


@given(st.text(max_size=80))
def test_terms_of_any_text_are_stable(text: str) -> None:
    assert np.array_equal(terms(text), terms(text))
