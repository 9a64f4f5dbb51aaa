"""`keha employer`: a new employer with its administrator, her one-time code, and the library's figures to fill in."""

import argparse
import sys
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from keha.cli.manage import prepare

if TYPE_CHECKING:
    from keha.agreements.templates import Filled, Template
    from keha.organisation.models import Person

NAME_MAX = 120
FORM_HEAD = """# The figures of the starter library's rules, as an example employer agreed them. Change what is otherwise with you,
# and give the file to `keha employer new --library FILE`. Take a rule's whole table out to leave that rule out.
"""


class Unknown(ValueError):
    """Something asked for is not there, or a file cannot be used; the message says which."""


def main(arguments: Sequence[str]) -> int:
    """Carries out the command. Returns 0, or 2 after a message when something given cannot be used."""
    given = parser().parse_args(arguments)
    if given.what == "figures":
        print(figures_form(), end="")
        return 0
    prepare()
    try:
        return new(given) if given.what == "new" else code(given)
    except Unknown as trouble:
        print(f"keha employer: {trouble}", file=sys.stderr)
        return 2


def name(text: str) -> str:
    """A name of 1 to 120 characters. Raises argparse.ArgumentTypeError."""
    if not 0 < len(text.strip()) <= NAME_MAX:
        raise argparse.ArgumentTypeError(f"a name has 1 to {NAME_MAX} characters")
    return text.strip()


def parser() -> argparse.ArgumentParser:
    """The command's three ways and their options."""
    options = argparse.ArgumentParser(prog="keha employer", description=__doc__)
    ways = options.add_subparsers(dest="what", required=True)
    fresh = ways.add_parser("new", help="make an employer with an administrator, and print her one-time code")
    fresh.add_argument("--name", required=True, type=name, help="the employer's name in Finnish")
    fresh.add_argument("--name-sv", type=name, help="in Swedish")
    fresh.add_argument("--name-en", type=name, help="in English")
    fresh.add_argument("--admin", required=True, type=name, help="the administrator's name")
    fresh.add_argument("--language", choices=["fi", "sv", "en"], default="fi", help="of the screens of these people")
    fresh.add_argument("--team", type=name, help="the name of a first team, the administrator in it")
    fresh.add_argument(
        "--worker", action="append", default=[], type=name, help="somebody of that team; may be repeated"
    )
    fresh.add_argument("--library", type=Path, help="figures for the starter library: see `keha employer figures`")
    again = ways.add_parser("code", help="print a new one-time code for somebody who cannot come in")
    again.add_argument("--name", required=True, type=name, help="the employer's name in Finnish")
    again.add_argument("--person", required=True, type=name, help="the person's name")
    ways.add_parser("figures", help="print the starter library's figures as a file to fill in")
    return options


def figures_form() -> str:
    """The blanks of all rules with the example's figures, as TOML."""
    from keha.agreements import templates

    lines = [FORM_HEAD]
    for template in templates.load():
        lines.append(f"[{template.slug}]  # {template.title.en}")
        lines += [f'{slot.key} = "{slot.value}"  # {slot.kind}, {slot.unit}'.rstrip(", ") for slot in template.figures]
        lines.append("")
    return "\n".join(lines)


def filled_from(path: Path) -> "dict[Template, Filled]":
    """The rules of the library that a file gives figures for. Raises Unknown."""
    from keha.agreements import templates
    from keha.agreements.inflection import BadFigure

    try:
        figures = tomllib.loads(path.read_text(encoding="utf-8"))
        found = {templates.template_of(slug): table for slug, table in figures.items()}
        return {template: templates.fill(template, table) for template, table in found.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise Unknown(f"{path}: cannot be read ({trouble})") from trouble
    except LookupError as trouble:
        raise Unknown(f"{path}: the library has no rule {trouble}") from trouble
    except (AttributeError, BadFigure, templates.MissingFigure, templates.UnknownFigure) as trouble:
        raise Unknown(f"{path}: {trouble}") from trouble


def new(given: argparse.Namespace) -> int:
    """Makes the employer, its first people and rules, and prints the administrator's code. Raises Unknown."""
    from django.utils import timezone

    from keha.foundation.context import acting_for
    from keha.organisation.actions import places

    if given.worker and not given.team:
        raise Unknown("--worker needs a --team to belong to")
    rules = filled_from(given.library) if given.library else {}
    names = {"fi": given.name, "sv": given.name_sv or "", "en": given.name_en or ""}
    employer = places.found_employer(names=names)
    now = timezone.now()
    with acting_for(employer):
        admin = _people(given, now)
        if rules:
            _adopt(rules, admin, now)
        said = _code_for(admin, now)
    print(f"Made: {given.name} ({employer}), {len(rules)} rules, {1 + len(given.worker)} people.")
    _tell(given.admin, said)
    if given.worker:
        print(f"  3. Then she lets in the others: Me -> Invite a team mate -> {', '.join(given.worker)}.")
    return 0


def _people(given: argparse.Namespace, now: datetime) -> "Person":
    """The administrator, and a first team with its workers when one is named."""
    from keha.organisation.actions import people, places
    from keha.organisation.rules import RoleKind
    from keha.presence.rules import local_date

    today = local_date(now)
    hired = [
        people.hire(people.Newcomer(name=name, language=given.language), on=today, at=now)
        for name in (given.admin, *given.worker)
    ]
    people.give_role(person=hired[0], kind=RoleKind.ADMINISTRATOR, of=None, on=today, at=now)
    if given.team:
        area = places.add_area(code="1", names={"fi": given.team}, at=now)
        team = places.add_team(area=area, code="1", names={"fi": given.team}, sites=[], at=now)
        for person in hired:
            people.join_team(person=person, team=team, on=today, at=now)
    return hired[0]


def _adopt(rules: "Mapping[Template, Filled]", admin: "Person", now: datetime) -> None:
    from keha.agreements import actions
    from keha.agreements.rules import Words
    from keha.organisation import queries
    from keha.presence.rules import local_date

    today = local_date(now)
    actor = queries.actor(admin, on=today)
    for template, filled in rules.items():
        adoption = actions.Adoption(
            agreed_by=Words(admin.name, admin.name, admin.name), valid_from=today, review_months=template.review_months
        )
        actions.adopt(actions.open_rule(template, scope=None, owner=admin), filled, adoption, by=actor, at=now)


def code(given: argparse.Namespace) -> int:
    """Prints a new one-time code for a person. Raises Unknown for a name that is nobody's, or several people's."""
    from django.utils import timezone

    from keha.foundation.context import acting_for
    from keha.organisation.models import Person

    now = timezone.now()
    with acting_for(_employer_named(given.name)):
        people = list(Person.objects.filter(name=given.person).exclude(departures__at__lte=now))
        if len(people) != 1:
            raise Unknown(f"{given.name} has {len(people)} people named {given.person!r}")
        said = _code_for(people[0], now)
    _tell(given.person, said)
    return 0


def _employer_named(name: str) -> UUID:
    from keha.foundation.context import door
    from keha.organisation.models import Employer

    with door():
        found = list(Employer.objects.filter(name_fi=name).values_list("pk", flat=True))
    if len(found) != 1:
        raise Unknown(f"there are {len(found)} employers named {name!r}")
    return found[0]


def _code_for(person: "Person", now: datetime) -> str:
    from keha.organisation.actions import door

    return door.invite_first(person=person, at=now)[1]


def _tell(name: str, said: str) -> None:
    from django.conf import settings

    from keha.organisation.rules import CODE_LIFETIME, in_groups
    from keha.runtime import supervisor

    running = supervisor.address_file()
    address = settings.ORIGIN or (running.read_text().strip() if running.is_file() else "http://localhost:8000")
    minutes = CODE_LIFETIME.seconds // 60
    print(
        f"\n  1. Within {minutes} minutes {name} opens {address}/login/{said}/\n"
        f"     or goes to {address}/login/ and types the code {in_groups(said)} (it works once)\n"
        f"  2. She takes her phone into use: Me -> sign in with this phone from now on"
    )
