"""Reads: the catalogue, what people have, what places need, and who meets it. What a reader may not see is not read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from keha.organisation.models import Person, Team, TeamMembership, TeamSite
from keha.skills import rules
from keha.skills.models import Held, Induction, Need, Skill, Task
from keha.skills.rules import Card, Has, Inducted, Judged, Level, Place, SkillKind, Source


def catalogue(*, retired: bool = False) -> list[Skill]:
    """The catalogue by kind and name; retired: what is no longer in use too. One query."""
    rows = Skill.objects.all() if retired else Skill.objects.filter(retired_at__isnull=True)
    kinds = list(SkillKind)
    return sorted(rows, key=lambda row: (kinds.index(SkillKind(row.kind)), row.name_fi.casefold()))


def teams_of(person_id: UUID, *, on: date) -> set[UUID]:
    """The teams that a person belongs to on a day. One query."""
    rows = TeamMembership.objects.filter(_belongs(on), person_id=person_id)
    return set(rows.values_list("team_id", flat=True))


def _belongs(on: date) -> Q:
    return Q(from_date__lte=on) & (Q(until_date__isnull=True) | Q(until_date__gte=on))


def led_person(person_id: UUID, team_ids: Collection[UUID], *, on: date) -> Person | None:
    """Somebody who works in one of these teams on a day and has not left; else nobody. One query."""
    inside = TeamMembership.objects.filter(_belongs(on), team_id__in=team_ids, person_id=person_id)
    present = Person.objects.exclude(departures__at__date__lte=on)
    return present.filter(pk=person_id, pk__in=inside.values("person_id")).select_related("home_site").first()


def held_of(person_ids: Collection[UUID], *, restricted: bool) -> list[Held]:
    """What these people have, with the thing of the catalogue; restricted: facts near to health too. One query."""
    rows = Held.objects.filter(person_id__in=person_ids, removed_at__isnull=True).select_related("skill", "seen_by")
    return list(rows if restricted else rows.filter(skill__is_restricted=False))


def inductions_of(person_ids: Collection[UUID]) -> list[Induction]:
    """Where these people were inducted, the newest first, with the site and who did it. One query."""
    rows = Induction.objects.filter(person_id__in=person_ids, removed_at__isnull=True)
    return list(rows.select_related("site", "inducted_by", "seen_by").order_by("-on_date", "site__name_fi"))


@dataclass(frozen=True, slots=True)
class Own:
    """All of one person, restricted facts among it; and what was taken away so lately that it can be brought back."""

    held: list[Held]
    inductions: list[Induction]
    removed: list[Held]
    removed_inductions: list[Induction]


def all_of(person_id: UUID, *, reader_id: UUID, at: datetime) -> Own:
    """For the person herself and her supervisor alone. Brought back is what the reader herself took away. Two queries.

    Of herself: inductions too that others told as given by her.
    """
    gone = Q(by_id=reader_id, removed_at__gt=at - rules.UNDO)
    living = Q(person_id=person_id, removed_at__isnull=True)
    held = Held.objects.filter(living | gone & Q(person_id=person_id)).select_related("skill", "seen_by")
    given = Q(inducted_by_id=reader_id) if person_id == reader_id else Q(pk__in=())
    rows = Induction.objects.filter(living | gone & (Q(person_id=person_id) | given))
    inductions = rows.select_related("site", "inducted_by", "person").order_by("-on_date", "site__name_fi")
    return Own(
        held=[row for row in held if row.removed_at is None],
        inductions=[row for row in inductions if row.removed_at is None],
        removed=[row for row in held if row.removed_at],
        removed_inductions=[row for row in inductions if row.removed_at],
    )


def to_confirm(person_id: UUID) -> list[Induction]:
    """Inductions that somebody says this person gave, and that nobody has confirmed. One query."""
    rows = Induction.objects.filter(inducted_by_id=person_id, seen_at__isnull=True, removed_at__isnull=True)
    return list(rows.exclude(person__departures__isnull=False).select_related("person", "site").order_by("at"))


@dataclass(frozen=True, slots=True)
class Watched:
    """What a supervisor looks after among her people."""

    ended: tuple[Held, ...]
    soon: tuple[Held, ...]
    unseen: tuple[Held, ...]
    inductions: tuple[Induction, ...]


def watched(people: Iterable[Person], *, on: date) -> Watched:
    """Certificates and keys that have ended, will end soon or nobody has seen, and inductions not confirmed.

    people: the reader's own. Two queries.
    """
    ids = [person.pk for person in people]
    held = Held.objects.filter(person_id__in=ids, removed_at__isnull=True).select_related("skill", "person")
    held = held.exclude(skill__kind=SkillKind.ABILITY)
    near = Q(until_date__lte=on + rules.SOON) | Q(seen_at__isnull=True, skill__kind=SkillKind.CERTIFICATE)
    rows = sorted(held.filter(near), key=lambda row: (row.until_date or date.max, row.person.name))
    inductions = Induction.objects.filter(person_id__in=ids, seen_at__isnull=True, removed_at__isnull=True)
    return Watched(
        ended=tuple(row for row in rows if rules.is_over(row.until_date, on=on)),
        soon=tuple(row for row in rows if rules.ends_soon(row.until_date, on=on)),
        unseen=tuple(row for row in rows if row.seen_at is None and row.skill.kind == SkillKind.CERTIFICATE),
        inductions=tuple(inductions.select_related("person", "site", "inducted_by").order_by("at")),
    )


def tasks_of(team_id: UUID) -> list[Task]:
    """What a team does, by name. One query."""
    return list(Task.objects.filter(team_id=team_id).order_by("name_fi"))


def needs_of(*, site_ids: Collection[UUID], task_ids: Collection[UUID]) -> list[Need]:
    """What these sites and tasks need, with the thing. One query."""
    rows = Need.objects.filter(Q(site_id__in=site_ids) | Q(task_id__in=task_ids)).select_related("skill")
    return sorted(rows, key=lambda row: (list(Source).index(Source(row.source)), row.skill.name_fi.casefold()))


def places_of(
    site_ids: Collection[UUID], *, team_id: UUID | None = None, task_ids: Collection[UUID] = ()
) -> dict[UUID, Place]:  # fmt: skip
    """What these sites need of whoever works there. team_id: with the tasks that belong to every shift of this team;
    task_ids: and these. One query."""
    common = Q(task__team_id=team_id, task__is_common=True) if team_id else Q(pk__in=())
    rows = Need.objects.filter(Q(site_id__in=site_ids) | Q(task_id__in=task_ids) | common)
    found = [
        (site, rules.Need(skill, SkillKind(kind), Source(source)))
        for site, skill, kind, source in rows.values_list("site_id", "skill_id", "skill__kind", "source")
    ]
    return {one: Place(one, tuple(need for site, need in found if site in (one, None))) for one in site_ids}


def cards(person_ids: Collection[UUID]) -> dict[UUID, Card]:
    """What counts of each of these people. For `rules.judge` alone: restricted facts are in it. Two queries."""
    held = Held.objects.filter(person_id__in=person_ids, removed_at__isnull=True)
    inductions = Induction.objects.filter(person_id__in=person_ids, removed_at__isnull=True)
    return cards_in(person_ids, held, inductions)


def cards_in(
    person_ids: Collection[UUID], held: Iterable[Held], inductions: Iterable[Induction]
) -> dict[UUID, Card]:  # fmt: skip
    """The same of rows that have been read. No query."""
    has: dict[UUID, list[Has]] = defaultdict(list)
    for row in held:
        level = Level(row.level) if row.level else None
        has[row.person_id].append(Has(row.skill_id, row.until_date, row.seen_at is not None, level))
    inducted: dict[UUID, list[Inducted]] = defaultdict(list)
    for one in inductions:
        inducted[one.person_id].append(Inducted(one.site_id, one.until_date, one.seen_at is not None))
    return {one: Card(tuple(has[one]), tuple(inducted[one])) for one in person_ids}


def judged(
    person_ids: Collection[UUID], *, site_id: UUID, on: date, team_id: UUID | None = None,
    task_ids: Collection[UUID] = (),
) -> Mapping[UUID, Judged]:  # fmt: skip
    """Whether each of these people can be chosen for a site on a day: see `places_of`. Three queries, however many.

    Restricted facts are weighed in it: show a reader only what `Judged.seen_by` lets her hear.
    """
    place = places_of([site_id], team_id=team_id, task_ids=task_ids)[site_id]
    return {person: rules.judge(card, place, on=on) for person, card in cards(person_ids).items()}


def is_served(team: Team, site_id: UUID) -> bool:
    """Whether a team serves a site. One query."""
    return TeamSite.objects.filter(team_id=team.pk, site_id=site_id).exists()
