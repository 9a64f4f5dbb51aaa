"""The shipped library: made from the files beside it, and from no question it is measured with."""

import csv
import hashlib
import subprocess
import sys
from collections import Counter
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from keha.language import library
from keha.language.making.build import data_folder, library_rules, read_ways, source_digest
from keha.language.normaliser import clean, words
from keha.language.tests.held_out import held_out_questions, strangers_questions, strangers_unanswerable

beyond_limits = Path(__file__).parent / "data" / "beyond-limits.csv"
measured = Path(__file__).parent / "data" / "measured.txt"
bytes_max = 6_500_000


def bare(text: str) -> str:
    """A question without case and marks."""
    return " ".join(words(clean(text)))


def test_the_arrays_were_made_from_the_files_beside_them() -> None:
    with np.load(data_folder / "library.npz") as arrays:
        assert str(arrays["source"]) == source_digest()


def test_the_shipped_arrays_stay_small() -> None:
    sizes = (path.stat().st_size for path in data_folder.iterdir() if path.suffix in {".npz", ".json"})
    assert sum(sizes) < bytes_max


def test_every_rule_of_the_library_has_many_ways_of_asking_in_three_languages() -> None:
    ways = read_ways()
    assert set(ways.slugs) == {rule["slug"] for rule in library_rules()}
    for topic in range(len(ways.slugs)):
        styles = [style for style, owner in zip(ways.styles, ways.topics.tolist(), strict=True) if owner == topic]
        assert len(styles) >= 30
        assert {"sv", "en", "l2", "colloquial"} <= set(styles)


def test_no_way_of_asking_stands_for_two_topics() -> None:
    ways = read_ways()
    owners: dict[str, int] = {}
    for phrasing, topic in zip(ways.phrasings, ways.topics.tolist(), strict=True):
        assert owners.setdefault(bare(phrasing), topic) == topic, phrasing


def test_no_measuring_question_is_a_way_of_asking() -> None:
    """The questions the product is measured with are known here by their digests only."""
    known = set(measured.read_text(encoding="utf-8").split())
    assert len(known) > 150
    for phrasing in read_ways().phrasings:
        assert hashlib.blake2b(bare(phrasing).encode(), digest_size=12).hexdigest() not in known, phrasing


def test_no_held_out_question_is_a_way_of_asking() -> None:
    ways = {bare(phrasing) for phrasing in read_ways().phrasings}
    assert not ways & {bare(question) for question, _ in (*held_out_questions(), *strangers_questions())}
    assert not ways & {bare(question) for question in strangers_unanswerable()}


def test_no_question_beyond_a_limit_is_a_way_of_asking() -> None:
    ways = {bare(phrasing) for phrasing in read_ways().phrasings}
    with beyond_limits.open(encoding="utf-8", newline="") as opened:
        assert not ways & {bare(row["question"]) for row in csv.DictReader(opened)}


def test_every_rule_has_plain_ways_of_asking_in_english_and_swedish() -> None:
    plain = library.ways_of_asking("ways-plain.csv")
    asked = Counter((slug, style) for slug, _, style in plain)
    for rule in library_rules():
        assert asked[rule["slug"], "en"] >= 6
        assert asked[rule["slug"], "sv"] >= 4


def test_the_library_is_read_once() -> None:
    assert library.load() is library.load()
    assert len(library.load().slugs) == 80


@pytest.mark.parametrize("name", ["sklearn", "scipy", "django", "keha.language.making"])
def test_ranking_imports_nothing_that_only_making_needs(name: str) -> None:
    code = f"import sys, keha.language.ranking, keha.language.library; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_lists_of_words_are_text_of_the_package() -> None:
    listed = resources.files("keha.language").joinpath("data/words.txt").read_text(encoding="utf-8").split()
    assert listed == sorted(set(listed))
