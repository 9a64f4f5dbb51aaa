"""A new employer from the command line, and what is said when something given cannot be used."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from keha.agreements import templates
from keha.agreements.models import Rule, Version
from keha.cli import employer
from keha.foundation.context import acting_for, door
from keha.organisation import queries
from keha.organisation.actions import door as door_actions
from keha.organisation.models import Employer, Person
from keha.organisation.rules import RoleKind, only_digits
from keha.presence.rules import local_date
from keha.questions import actions as questions
from keha.questions.models import ShownOutcome
from keha.story import World

CODE = re.compile(r"types the code (\d{4}-\d{4})")
SOME_RULES = '[tauot]\ncoffee = "12"\nat_line = "2"\n\n[lepoajat]\nstreak = "5"\n'


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = employer.main(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def some_rules(tmp_path: Path) -> str:
    path = tmp_path / "figures.toml"
    path.write_text(SOME_RULES, encoding="utf-8")
    return str(path)


def test_the_form_of_figures_is_filled_with_figures_that_every_rule_takes(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("figures", capsys=capsys)
    figures = tomllib.loads(out)
    assert code == 0
    assert len(figures) == 80
    for slug, table in figures.items():
        templates.fill(templates.template_of(slug), table)


def test_the_first_administrator_comes_in_with_the_code_that_was_printed(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run("new", "--name", "Uusiperä", "--admin", "Ada Ahti", capsys=capsys)
    said = CODE.search(out)
    assert code == 0
    assert said
    assert f"/login/{only_digits(said[1])}/" in out
    with door():
        invitation, verdict = door_actions.look_at_code(said[1], network="here", at=timezone.now())
        assert verdict
        assert invitation
        entrance = door_actions.enter(invitation, at=timezone.now())
        assert Employer.objects.get(pk=entrance.employer_id).name_fi == "Uusiperä"
    with acting_for(entrance.employer_id):
        person = Person.objects.get()
        assert person.name == "Ada Ahti"
        assert queries.actor(person, on=local_date(timezone.now())).roles == {RoleKind.ADMINISTRATOR}


def test_the_code_is_too_old_after_ten_minutes(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("new", "--name", "Uusiperä", "--admin", "Ada Ahti", capsys=capsys)
    said = CODE.search(out)
    assert said
    with door():
        later = timezone.now() + timedelta(minutes=11)
        _, verdict = door_actions.look_at_code(said[1], network="here", at=later)
        assert verdict.reasons == ("organisation.code-expired",)


def test_a_worker_of_a_new_employer_is_answered_by_its_own_figure(
    world: World, some_rules: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--name", "Uusiperä", "--admin", "Ada Ahti", "--team", "Keittiö", "--worker", "Oili Oja")
    code, out, _ = run("new", *words, "--library", some_rules, capsys=capsys)
    assert code == 0
    assert "Oili Oja" in out
    with door():
        pk = Employer.objects.get(name_fi="Uusiperä").pk
    with acting_for(pk):
        now = timezone.now()
        oili = queries.actor(Person.objects.get(name="Oili Oja"), on=local_date(now))
        asked = questions.ask(
            text="Kuinka pitkä kahvitauko on?", language="fi", site=None, by=oili, at=now, today=local_date(now)
        )
        assert asked.outcome in (ShownOutcome.ANSWER, ShownOutcome.CHOICES)
        assert "12" in Version.objects.get(rule__slug="tauot").text_fi
        assert Rule.objects.count() == 2


def test_somebody_whose_code_grew_old_gets_a_new_one(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("code", "--name", "Lahdenperä", "--person", "Jani Heikkilä", capsys=capsys)
    said = CODE.search(out)
    assert code == 0
    assert said
    with door():
        invitation, verdict = door_actions.look_at_code(said[1], network="here", at=timezone.now())
        assert verdict
        assert invitation
        assert invitation.person_id == world.people["jani"]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ('[tauot]\ncoffee = "10"\n', "at_line"),
        ('[tauot]\ncoffee = "ten"\nat_line = "1"\n', "coffee"),
        ('[tauot]\ncoffee = "10"\nat_line = "1"\nsugar = "2"\n', "sugar"),
        ("[nosuch]\n", "nosuch"),
        ("tauot = 3\n", "figures.toml"),
        ("[tauot]\ncoffee = 10\nat_line = 1\n", "figures.toml"),
        ("[[", "figures.toml"),
    ],
)
def test_a_file_that_cannot_be_used_makes_nothing_and_says_why(
    world: World, tmp_path: Path, file: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(file, encoding="utf-8")
    code, _, err = run("new", "--name", "Uusiperä", "--admin", "Ada", "--library", str(path), capsys=capsys)
    assert code == 2
    assert why in err
    with door():
        assert not Employer.objects.filter(name_fi="Uusiperä").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("code", "--name", "Lahdenperä", "--person", "Ei Kukaan"),
        ("code", "--name", "Eiperä", "--person", "Aino Korhonen"),
        ("new", "--name", "Uusiperä", "--admin", "Ada", "--worker", "Oili"),
        ("new", "--name", "Uusiperä", "--admin", "Ada", "--library", "no/such/file.toml"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    world: World, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(*words, capsys=capsys)
    assert (code, out) == (2, "")
    assert err.startswith("keha employer: ")


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_name_is_neither_empty_nor_endless(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        employer.main(["new", "--name", name, "--admin", "Ada"])
    assert "a name has 1 to 120 characters" in capsys.readouterr().err
