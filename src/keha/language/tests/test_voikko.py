"""Voikko is used where the system has it, and nothing is lost where it has not."""

import subprocess
import sys

import pytest

from keha.language import voikko


def test_it_can_be_left_out(monkeypatch) -> None:
    monkeypatch.setenv("KEHA_VOIKKO", "off")
    voikko.load.cache_clear()
    assert voikko.load() is None
    monkeypatch.undo()
    voikko.load.cache_clear()


@pytest.mark.parametrize(("setting", "expected"), [("off", "False"), ("", str(voikko.load() is not None))])
def test_stored_analyses_tell_whether_it_was_there(setting: str, expected: str) -> None:
    code = (
        "from keha.language import voikko; from keha.language.analysis import analysis_version;"
        "print(voikko.load() is not None, analysis_version)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], env={"KEHA_VOIKKO": setting, "PYTHONPATH": ":".join(sys.path)}, check=True,
        capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert shown[0] == expected


def test_base_forms_are_those_of_the_word_and_its_parts_or_none() -> None:
    known = voikko.load()
    forms = known.base_forms("sairauspoissaolosta") if known else frozenset()
    assert not known or {"sairauspoissaolo", "sairaus"} <= forms
    assert not known or known.base_forms("xqzzw") == frozenset()
