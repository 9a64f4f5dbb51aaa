"""The team's picture: who can what, without anything restricted, and what depends on one person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from keha.foundation import audit
from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.organisation.models import Person, Site, Team
from keha.skills import policies, queries, rules
from keha.skills.models import Held, Induction
from keha.skills.rules import Level, SkillKind
from keha.skills.wording import KINDS_MANY
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.skills.drawing import HAVE, Mark, Thing
from keha.web.skills.drawing import picture as drawn
from keha.web.skills.needs import seen_team

LEVELS = {Level.CAN: Mark.CAN, Level.TEACHES: Mark.TEACHES, Level.WANTS: Mark.WANTS}


@require_GET
def picture(request: Asked, team_id: UUID) -> HttpResponse:
    """The picture, the same in words, and the thin spots."""
    team, now, language = seen_team(request, team_id), timezone.now(), reader_language()
    today = timezone.localdate(now)
    people = organisation.people_of([team.pk], on=today)
    audit.record("organisation.read", actor=request.actor.id, at=now, thing=("team", team.pk))
    groups = _groups(team, people, today)
    context = {
        "team": team, "name": said(team, "name", language).text,
        "picture": drawn([one.name for one in people], groups) if people and any(things for _title, things in groups) else None,
        "people": [one.name for one in people],
        "table": [(title, [_words(thing, people) for thing in things]) for title, things in groups if things],
        "thin": _thin(groups, people),
        "keeps": bool(policies.may_keep_needs(request.actor, team)),
        "leads": team.pk in request.actor.led_team_ids,
    }  # fmt: skip
    return render(request, "skills/team.html", context)


Groups = list[tuple[str, list[Thing]]]


def _groups(team: Team, people: Sequence[Person], today: date) -> Groups:
    """Things by kind, and the team's sites last. What is restricted has not even been read."""
    ids, language = [one.pk for one in people], reader_language()
    sites = organisation.sites_of(team)
    tasks = [task.pk for task in queries.tasks_of(team.pk)]
    needed = [row.skill for row in queries.needs_of(site_ids=[site.pk for site in sites], task_ids=tasks)]
    needs, held = {row.pk for row in needed}, queries.held_of(ids, restricted=False)
    skills = {
        row.pk: row for row in [*needed, *(row.skill for row in held)] if not row.is_restricted and not row.retired_at
    }
    place = {pk: number for number, pk in enumerate(ids)}
    marks = _marks(held, place, today)
    found: Groups = []
    for kind in SkillKind:
        named = sorted((said(row, "name", language).text, pk) for pk, row in skills.items() if row.kind == kind)
        found.append(
            (
                str(KINDS_MANY[kind]),
                [Thing(name, marks.get(pk, {}), kind != SkillKind.KEY or pk in needs) for name, pk in named],
            )
        )
    inductions = _inducted(queries.inductions_of(ids), place, today)
    return [*found, (pgettext("skill", "Inducted at our sites"), _sites(sites, inductions, language))]


def _sites(sites: Iterable[Site], inducted: Mapping[UUID, Mapping[int, Mark]], language: str) -> list[Thing]:
    return [Thing(said(site, "name", language).text, inducted.get(site.pk, {})) for site in sites]


def _marks(held: Iterable[Held], place: Mapping[UUID, int], today: date) -> dict[UUID, dict[int, Mark]]:
    found: dict[UUID, dict[int, Mark]] = {}
    for row in held:
        if rules.is_over(row.until_date, on=today):
            continue
        waits = row.skill.kind == SkillKind.CERTIFICATE and row.seen_at is None
        mark = LEVELS[Level(row.level)] if row.level else Mark.WAITS if waits else Mark.CAN
        found.setdefault(row.skill_id, {})[place[row.person_id]] = mark
    return found


def _inducted(rows: Iterable[Induction], place: Mapping[UUID, int], today: date) -> dict[UUID, dict[int, Mark]]:
    found: dict[UUID, dict[int, Mark]] = {}
    for row in rows:
        if not rules.is_over(row.until_date, on=today):
            found.setdefault(row.site_id, {})[place[row.person_id]] = Mark.CAN if row.seen_at else Mark.WAITS
    return found


@dataclass(frozen=True, slots=True)
class InWords:
    """A thing and who has it, in words."""

    name: str
    can: str
    teaches: str
    wants: str
    waits: str


def _words(thing: Thing, people: Sequence[Person]) -> InWords:
    named = {
        mark: ", ".join(people[number].name for number in sorted(thing.marks) if thing.marks[number] is mark)
        for mark in Mark
    }
    return InWords(thing.name, named[Mark.CAN], named[Mark.TEACHES], named[Mark.WANTS], named[Mark.WAITS])


def _thin(groups: Groups, people: Sequence[Person]) -> list[dict[str, Any]]:
    """What at most one of us has: a matter of the team's, so whose it is stands only if she offered to show it."""
    things = [
        (thing, number == len(groups) - 1)
        for number, (_title, rows) in enumerate(groups)
        for thing in rows
        if thing.matters
    ]
    have = {
        (n, people[who].pk) for n, (thing, _s) in enumerate(things) for who, mark in thing.marks.items() if mark in HAVE
    }
    spots = rules.thin_spots([(thing.name, is_site) for thing, is_site in things], have)
    by_name = {thing.name: _words(thing, people) for thing, _is_site in things}
    return (
        [{"spot": spot, "words": _spot(spot), "who": by_name[spot.name]} for spot in spots] if len(people) > 1 else []
    )


def _spot(spot: rules.Thin) -> str:
    if spot.is_induction:
        return _("Only one of us has been inducted here") if spot.one else _("None of us has been inducted here yet")
    return _("Only one of us has this") if spot.one else _("None of us has this yet")
