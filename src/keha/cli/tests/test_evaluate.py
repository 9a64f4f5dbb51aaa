"""`keha evaluate answers` measures what the product does, and says plainly what it cannot read."""

import csv
import json
from importlib import resources
from pathlib import Path

import pytest

from keha.agreements.templates import load as load_templates
from keha.cli import library
from keha.cli.evaluate import ask_all, contradictions_of, main, rows_of, rules_of, wilson
from keha.language import library as ways
from keha.language import vectors
from keha.language.making.build import library_rules
from keha.language.ranking import build

rules = """slug,title_fi,verdict,decider,answer_fi
tauot,Kahvitauko,depends,team,Sopikaa tiimissä kahvitauon kellonaika.
avaimet,Avaimet ja ovikoodit,may_not,supervisor,Et saa lainata avainta etkä lähettää ovikoodia.
radio,Radion kuuntelu,may,worker,Saat kuunnella radiota.
auto,Oman auton käyttö,may,worker,"Saat ajaa omalla autolla, enintään 20 kilometriä päivässä."
"""
questions = """question,slug,style
Milloin on kahvitauko?,tauot,standard
voiks avaimen lainata,avaimet,colloquial
"""


@pytest.fixture
def given(tmp_path: Path) -> list[str]:
    """Options of a run over a small set of rules and questions, without library and vectors."""
    (tmp_path / "r.csv").write_text(rules, encoding="utf-8")
    (tmp_path / "q.csv").write_text(questions, encoding="utf-8-sig")
    return ["answers", "--rules", f"{tmp_path}/r.csv", "--questions", f"{tmp_path}/q.csv", "--no-vectors", "--json"]


def run(options: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert main(options) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_the_figures_come_as_one_object_with_null_for_what_was_not_given(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = run([*given, "--no-library"], capsys)
    assert found["questions"] == 2
    assert found["recall_at_1"] == 1.0
    assert found["mrr"] == 1.0
    assert found["unanswerable_single_answered"] is None
    assert found["wrong_permissions"] is None
    assert found["contradictions"] is None
    by_style = found["by_style"]
    assert isinstance(by_style, dict)
    assert by_style["colloquial"] == {"n": 1, "recall_at_1": 1.0, "recall_at_3": 1.0, "mrr": 1.0}


def test_a_bare_permission_shown_for_a_contradiction_is_counted(
    given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "c.csv").write_text(
        "question,slug,must_not_say\nSaako radiota kuunnella?,radio,That it is allowed\n"
        "Saako avainta lainata?,avaimet,That keys may be lent\n",
        encoding="utf-8",
    )
    found = run([*given, "--contradictions", f"{tmp_path}/c.csv"], capsys)
    rows = found["contradictions"]
    assert isinstance(rows, list)
    assert found["wrong_permissions"] == sum(row["headline_class"] == "may-worker" for row in rows)
    assert {row["headline_class"] for row in rows} <= {"may-worker", "may-not", None}


def test_a_permission_with_a_limit_in_its_text_is_not_bare(
    given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "c.csv").write_text(
        "question,slug,must_not_say\nSaako ajaa omalla autolla?,auto,That there is no limit\n", encoding="utf-8"
    )
    found = run([*given, "--contradictions", f"{tmp_path}/c.csv"], capsys)
    assert found["wrong_permissions"] == 0


def test_unanswerable_questions_count_against_precision(
    given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "u.csv").write_text("question\nqwerty asdf\n", encoding="utf-8")
    found = run([*given, "--unanswerable", f"{tmp_path}/u.csv"], capsys)
    assert found["unanswerable_single_answered"] == 0.0


def test_options_may_be_repeated(given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = run([*given, "--questions", f"{tmp_path}/q.csv"], capsys)
    assert found["questions"] == 4


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.csv", b"slug,title_fi\na,b\n", "lacks the column answer_fi"),
        ("r.csv", b"slug,title_fi,answer_fi\n", "0 rules"),
        ("r.csv", b"slug,title_fi,answer_fi\na,b,c\na,d,e\n", "stands twice"),
        ("r.csv", b"slug,title_fi,answer_fi,verdict\ntauot,b,c,perhaps\n", "perhaps"),
        ("r.csv", "slug,title_fi,answer_fi\na,ä,c\n".encode("latin-1"), "not UTF-8"),
        ("q.csv", b"question,slug\nx,unknown\n", "unknown"),
        ("q.csv", b"", "lacks the columns question, slug"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_in_one_line(
    given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(given) == 2
    trouble = capsys.readouterr().err
    assert said in trouble
    assert trouble.count("\n") == 1


def test_a_missing_file_is_named(given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "q.csv").unlink()
    assert main(given) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_intervals_hold_the_share_and_stay_within_one() -> None:
    low, high = wilson(9, 10) or [0.0, 0.0]
    assert 0.55 < low < 0.9 < high < 1
    assert wilson(0, 0) is None


@pytest.fixture
def starter_rules(tmp_path: Path) -> Path:
    """The library's rules as a rules file, with the verdicts and deciders of the templates."""
    templates = {template.slug: template for template in load_templates()}
    columns = ["slug", "title_fi", "answer_fi", "title_sv", "answer_sv", "title_en", "answer_en", "verdict", "decider"]
    with (tmp_path / "starter.csv").open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, [*columns, "fixed"])
        writer.writeheader()
        for rule in library_rules():
            template = templates[rule["slug"]]
            said = {name.replace("text_", "answer_"): value for name, value in rule.items()}
            writer.writerow(
                said
                | {"verdict": template.verdict.value, "decider": template.decider.value}
                | {"fixed": "yes" if template.fixed else "no"}
            )
    return tmp_path / "starter.csv"


@pytest.mark.parametrize("with_vectors", [True, False])
def test_a_question_beyond_a_limit_is_never_met_by_a_permission(starter_rules: Path, *, with_vectors: bool) -> None:
    """Sixty own questions that ask for more than a rule allows: 58 degrees, 70 euros, a child of 13."""
    stored = resources.files("keha.language").joinpath("tests/data/beyond-limits.csv")
    with resources.as_file(stored) as path:
        rows = rows_of([path], ("question", "slug", "must_not_say"))
    rules = rules_of([starter_rules], with_library=True)
    documents = [rule.document for rule in rules.values()]
    index = build(documents, library=ways.load(), vectors=vectors.load() if with_vectors else None)
    found = contradictions_of(ask_all(index, rows), rules)
    assert len(found) == 60
    assert [row["question"] for row in found if row["wrong"]] == []
    assert sum(row["shown_slug"] == row["slug"] for row in found) >= 30
    refused = {"beyond-limit", "below-limit", "condition-not-met", "compare-limit"}
    of_permissions = [row for row in found if row["shown_slug"] and rules[str(row["slug"])].ruling.verdict == "may"]
    assert sum(row["headline_class"] in refused for row in of_permissions) >= len(of_permissions) - 3


def test_the_class_of_a_headline_is_that_of_the_question_asked(
    given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "c.csv").write_text(
        "question,slug,must_not_say\nSaako ajaa omalla autolla 50 kilometriä?,auto,That 50 km are allowed\n"
        "Saako ajaa omalla autolla?,auto,That there is no limit\n",
        encoding="utf-8",
    )
    rows = run([*given, "--contradictions", f"{tmp_path}/c.csv"], capsys)["contradictions"]
    assert isinstance(rows, list)
    assert [row["headline_class"] for row in rows if row["shown_slug"]][:1] == ["beyond-limit"]


def test_making_the_library_takes_no_arguments() -> None:
    assert library.main(["--quickly"]) == 2
