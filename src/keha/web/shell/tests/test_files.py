"""Scripts as they are sent."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from rjsmin import jsmin

from keha.web.shell.files import LeanFiles

SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "static" / "keha").glob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_only_what_its_readers_need_is_left_out(path: Path) -> None:
    whole = path.read_text(encoding="utf-8")
    sent = jsmin(whole)
    assert len(sent) < len(whole) * 0.95
    assert jsmin(sent) == sent
    assert all(line.strip() not in sent for line in whole.splitlines() if line.strip().startswith("//"))


def test_a_script_is_kept_lean_though_it_has_been_read_once(tmp_path: Path) -> None:
    content = ContentFile(b"// words\n  run( 1 );\n")
    content.read()
    files = LeanFiles(location=tmp_path, base_url="/static/")
    assert files.save("keha/one.js", content) == "keha/one.js"
    assert (tmp_path / "keha" / "one.js").read_text() == "run(1);"
