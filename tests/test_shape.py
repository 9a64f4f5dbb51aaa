"""The shape of the house, looked at by a program: sizes, files, templates, addresses."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "keha"
ROOM_FILES = {
    "__init__.py", "apps.py", "events.py", "rules.py", "models.py", "queries.py", "policies.py", "actions.py",
    "listeners.py", "tasks.py", "wording.py",
}  # fmt: skip
ROOM_FOLDERS = {
    "models",
    "queries",
    "policies",
    "wording",
    "actions",
    "migrations",
    "tests",
    "library",
    "rule_sheets",
    "channels",
    "people_sheets",
    "roster_sheets",
    "sign_in",
    "__pycache__",
}
# Engines and stores of a room's own, by their noun.
ROOM_NOUNS = {
    "agreements": {
        "templates.py",
        "inflection.py",
        "merging.py",
        "limits.py",
        "meeting.py",
        "proposals.py",
        "keeping.py",
        "consent.py",
        "rights.py",
        "approvals.py",
        "circle.py",
    },
    "notices": {"channels.py", "sealing.py"},
    "insights": {"intervals.py"},
    "organisation": {"sessions.py", "duty.py", "pins.py", "tablets.py", "registers.py", "sealing.py"},
    "integrations": {"newcomers.py", "incoming.py"},
    "questions": {"ladder.py", "emergency.py", "sealing.py", "sensitive.py"},
}
ROOMS = (
    "organisation",
    "presence",
    "notices",
    "agreements",
    "skills",
    "shifts",
    "questions",
    "insights",
    "integrations",
)
FILE_LINES, FUNCTION_LINES, ARGUMENTS, TEMPLATE_LINES = 300, 40, 6, 60


def _python() -> list[Path]:
    return [p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts]


@pytest.mark.parametrize("path", _python(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_no_file_and_no_function_outgrows_its_reader(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno + 1 <= FUNCTION_LINES, node.name
            names = [a.arg for a in [*node.args.args, *node.args.kwonlyargs] if a.arg not in ("self", "cls")]
            assert len(names) <= ARGUMENTS or "tests" in path.parts, node.name


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.html")), ids=lambda p: p.name)
def test_no_template_outgrows_its_reader(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= TEMPLATE_LINES
    assert "|safe" not in text
    assert " style=" not in text
    assert not re.search(r"\son\w+=", text)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_the_inner_shape_and_nothing_else(room: str) -> None:
    found = {entry.name for entry in (SOURCE / room).iterdir()}
    assert found <= ROOM_FILES | ROOM_FOLDERS | ROOM_NOUNS.get(room, set())
    assert ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text(encoding="utf-8")))


def test_every_public_function_says_what_types_cannot() -> None:
    silent = []
    for room in (*ROOMS, "foundation", "language", "worktime", "runtime"):
        for path in (SOURCE / room).rglob("*.py"):
            if {"tests", "migrations"} & set(path.parts):
                continue
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
                if public and not ast.get_docstring(node):
                    silent.append(f"{path.relative_to(SOURCE)}:{node.name}")
    assert silent == []


def test_no_signals_no_clock_and_no_keys_that_point_up() -> None:
    for path in (p for room in ROOMS for p in (SOURCE / room).rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts):
            continue
        text = path.read_text(encoding="utf-8")
        assert "django.dispatch" not in text
        assert "get_model(" not in text
        assert "timezone.now" not in text
        assert "datetime.now" not in text
        assert not re.search(r"(ForeignKey|EmployerKey)\(\s*[\"']", text), path


def test_migrations_have_names_that_people_gave() -> None:
    for path in SOURCE.rglob("migrations/0*.py"):
        assert not re.search(r"_auto_|_initial|\d{8}_\d{4}", path.stem), path


def test_no_file_names_a_machine_or_a_registry() -> None:
    for path in [*SOURCE.rglob("*.py"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "bin").iterdir()]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(work|farm)/\w", text), path
        assert not re.search(r"https?://[\w.-]+/(simple|packages|pypi)/", text), path


def test_every_document_that_the_readme_names_is_there() -> None:
    for name in ("README.md", "README.fi.md", "ARCHITECTURE.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text):
            assert (ROOT / target).exists(), f"{name}: {target}"
