"""Hostile files: each gets a plain word, and the child that opens it stays within its bounds. Source: bars W6."""

import json
import subprocess
import sys

import pytest
from django.utils.translation import override

from keha.integrations.rule_sheets.table import Trouble
from keha.integrations.tests import hostile
from keha.integrations.wording import TROUBLES

MOST_BYTES = 300_000_000
pytestmark = pytest.mark.xdist_group("hostile_files")  # measured once, by one worker


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """By name: what was wanted and what came of it, each file read by a child of a small process."""
    folder, names, wanted = tmp_path_factory.mktemp("hostile"), {}, {}
    for number, (name, body, trouble) in enumerate(hostile.files()):
        (folder / f"{number:03}").write_bytes(body)
        names[f"{number:03}"], wanted[name] = name, trouble
    command = [sys.executable, "-m", "keha.integrations.tests.measure", str(folder)]
    lines = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    return {names[said["file"]]: (wanted[names[said["file"]]], said) for said in map(json.loads, lines)}


def test_every_hostile_file_is_read_or_refused_as_it_should_be(measured) -> None:
    assert len(measured) >= 55
    wrong = {
        name: (wanted, said["trouble"])
        for name, (wanted, said) in measured.items()
        if said["trouble"] != wanted and not (name in hostile.HEAVY and said["trouble"] == Trouble.TOO_HEAVY)
    }
    assert wrong == {}


def test_no_hostile_file_takes_more_than_its_memory(measured) -> None:
    assert max(said["rss"] for _wanted, said in measured.values()) <= MOST_BYTES


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_trouble_has_words(language: str) -> None:
    with override(language):
        assert all(str(TROUBLES[trouble]) for trouble in Trouble)
        assert len({str(words) for words in TROUBLES.values()}) == len(Trouble)
