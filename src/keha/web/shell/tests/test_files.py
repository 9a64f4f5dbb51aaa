"""Scripts as they are sent."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from keha.web.shell.files import LeanFiles, lean

SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "static" / "keha").glob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_only_comments_and_indents_are_left_out(path: Path) -> None:
    whole = path.read_text(encoding="utf-8")
    sent = lean(whole)
    code = [line.strip() for line in whole.splitlines() if line.strip() and not line.strip().startswith("//")]
    assert [line.partition(" // ")[0].rstrip() for line in code] == sent.splitlines()
    assert not re.search(r"^\s|(?<!:)//\s", sent, re.MULTILINE)
    assert len(sent) < len(whole) * 0.95
    assert lean(sent) == sent


def test_a_script_is_kept_lean_though_it_has_been_read_once(tmp_path: Path) -> None:
    content = ContentFile(b"// words\n  run();\n")
    content.read()
    files = LeanFiles(location=tmp_path, base_url="/static/")
    assert files.save("keha/one.js", content) == "keha/one.js"
    assert (tmp_path / "keha" / "one.js").read_text() == "run();\n"
