"""Reads: sheets and their rows, and the employer's rules as lines of a table. Each says how many queries it takes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from keha.agreements import queries as agreements
from keha.agreements.keeping import grounds
from keha.agreements.models import Retirement, Version
from keha.agreements.rules import Addressee, Comparison, Decider, Place, Ruling, RulingVerdict, Scope, Words, covers
from keha.agreements.rules import Limit as LimitRow
from keha.integrations.models import Applied, Applying, ColumnChoice, Placing, Reading, Sheet, SheetRow, Undoing
from keha.integrations.rule_sheets.columns import Field
from keha.integrations.rule_sheets.table import tidy
from keha.integrations.rules import RowState, Values
from keha.organisation.models import Area, Site, Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind

__all__ = ["grounds"]


@dataclass(frozen=True, slots=True)
class Known:
    """A rule as a sheet's rows are compared with it: its newest version as a line, and how strict it is."""

    rule_id: UUID
    version_id: UUID
    slug: str
    library_slug: str
    scope: Scope
    values: Values
    ruling: Ruling
    in_force: bool


@dataclass(frozen=True, slots=True)
class Places:
    """The employer's areas, teams and sites by their names in a table, and back."""

    by_key: Mapping[str, Area | Team | Site]
    by_name: Mapping[str, Area | Team | Site] = field(default_factory=dict)

    def of(self, text: str) -> Area | Team | Site | None:
        """The place of "team:k1" or of its name in any language; None: the whole employer. Raises LookupError."""
        wanted = " ".join(text.casefold().split())
        if wanted in _EVERYBODY:
            return None
        found = self.by_key.get(wanted) or self.by_name.get(wanted)
        if found is None:
            raise LookupError(text)
        return found


_EVERYBODY = {"employer", "kaikki", "koko työnantaja", "alla", "hela arbetsgivaren", "everybody", "all"}


def key_of(place: Area | Team | Site | None) -> str:
    """A place as a table names it: team:k1, or employer."""
    return f"{type(place).__name__.lower()}:{place.code}".casefold() if place else "employer"


def places() -> Places:
    """Every place of the employer. Three queries."""
    found: list[Area | Team | Site] = [*Area.objects.all(), *Team.objects.all(), *Site.objects.all()]
    names: dict[str, list[Area | Team | Site]] = defaultdict(list)
    for place in found:
        for name in {place.name_fi, place.name_sv, place.name_en} - {""}:
            names[" ".join(name.casefold().split())].append(place)
    return Places({key_of(place): place for place in found}, {n: one[0] for n, one in names.items() if len(one) == 1})


def scope_of(place: Area | Team | Site | None) -> Scope:
    """A place as the scope of rules."""
    return Scope(
        area_id=place.pk if isinstance(place, Area) else None, team_id=place.pk if isinstance(place, Team) else None,
        site_id=place.pk if isinstance(place, Site) else None,
    )  # fmt: skip


def known_rules(*, today: date) -> list[Known]:
    """Every rule in use, expired and coming ones too, as lines of a table. Three queries."""
    return [_known(version, today) for version in _newest().filter(rule__retirements__isnull=True)]


def _newest(**only: Any) -> QuerySet[Version]:
    around = ("rule__area", "rule__team", "rule__site")
    versions = Version.objects.filter(**only).select_related("rule", *around).prefetch_related("limits", "sources")
    return versions.order_by("rule_id", "-number").distinct("rule_id")


def _known(version: Version, today: date) -> Known:
    rule = version.rule
    limits = sorted(version.limits.all(), key=lambda row: row.position)
    ruling = Ruling(
        rule.slug, RulingVerdict(version.verdict), Decider(version.decider), Addressee(version.addressee), rule.fixed,
        limits=tuple(
            LimitRow(r.quantity, Comparison(r.comparison), r.value, r.unit, Words(r.words_fi, r.words_sv, r.words_en))
            for r in limits
        ),
    )  # fmt: skip
    ended = version.valid_until is not None and version.valid_until < today
    return Known(
        rule.pk, version.pk, rule.slug, rule.library_slug, agreements.scope_of(rule), line_of(version), ruling,
        in_force=version.valid_from <= today and not ended,
    )  # fmt: skip


def line_of(version: Version) -> dict[Field, str]:
    """A version as a line of a table. No query, when its rule's place and its sources have been read."""
    rule = version.rule
    sources = sorted(version.sources.all(), key=lambda row: row.position)
    values = {
        Field.SLUG: rule.slug, Field.SCOPE: key_of(rule.area or rule.team or rule.site), Field.VERDICT: version.verdict,
        Field.DECIDER: version.decider, Field.FIXED: "yes" if rule.fixed else "", Field.TOPIC: rule.topic,
        Field.TITLE: " ".join(version.title_fi.split()), Field.TEXT: version.text_fi,
        Field.TITLE_SV: version.title_sv, Field.TEXT_SV: version.text_sv, Field.TITLE_EN: version.title_en,
        Field.TEXT_EN: version.text_en, Field.WHY: version.why_fi, Field.SOURCE: "; ".join(s.name_fi for s in sources),
        Field.VALID_FROM: version.valid_from.isoformat(),
        Field.VALID_UNTIL: version.valid_until.isoformat() if version.valid_until else "",
        Field.REVIEW: version.review_date.isoformat(),
    }  # fmt: skip
    return {one: tidy(text) for one, text in values.items()}


def exported(place: Place, *, today: date) -> list[dict[Field, str]]:
    """The rules in use that a reader standing there may read, as lines, by place and heading. Three queries."""
    rules = [known for known in known_rules(today=today) if covers(known.scope, place)]
    return sorted(
        (dict(known.values) for known in rules), key=lambda line: (line[Field.SCOPE], line[Field.TITLE].casefold())
    )


def visible_to(actor: Actor) -> QuerySet[Sheet]:
    """The sheets that a person may work on: her own, or all for the administrator."""
    everything = RoleKind.ADMINISTRATOR in actor.roles
    return Sheet.objects.all() if everything else Sheet.objects.filter(by=actor.person)


@dataclass(frozen=True, slots=True)
class Story:
    """How far a sheet has come."""

    sheet: Sheet
    reading: Reading | None
    placing: Placing | None
    applying: Applying | None
    undoing: Undoing | None
    counts: Mapping[RowState, int] = field(default_factory=dict)

    @property
    def stage(self) -> str:
        """reading, unreadable, placing, sorting, looking, applying, applied, undoing or undone."""
        if self.undoing:
            return "undone" if self.undoing.ended_at else "undoing"
        if self.applying:
            return "applied" if self.applying.ended_at else "applying"
        if self.reading is None:
            return "reading"
        if self.reading.trouble:
            return "unreadable"
        if self.placing is None:
            return "placing"
        return "looking" if self.placing.sorted_at else "sorting"

    @property
    def is_working(self) -> bool:
        """Whether a job has it in hand."""
        return self.stage in {"reading", "sorting", "applying", "undoing"}


def story(sheet: Sheet, *, counting: bool = True) -> Story:
    """How far a sheet has come; counting: with the count of its rows by state. At most five queries."""
    applying = Applying.objects.filter(sheet=sheet).first()
    placing = Placing.objects.filter(sheet=sheet).select_related("area", "team", "site").first()
    return Story(
        sheet, Reading.objects.filter(sheet=sheet).first(), placing, applying,
        Undoing.objects.filter(applying=applying).first() if applying else None,
        _counts(sheet) if placing and counting else {},
    )  # fmt: skip


def _counts(sheet: Sheet) -> dict[RowState, int]:
    rows = SheetRow.objects.filter(sheet=sheet).exclude(state="").values("state").order_by()
    return {RowState(row["state"]): row["n"] for row in rows.annotate(n=Count("pk"))}


def rows_of(sheet: Sheet, states: Iterable[RowState]) -> QuerySet[SheetRow]:
    """A sheet's rows in these states, in the order of the file."""
    return SheetRow.objects.filter(sheet=sheet, state__in=[state.value for state in states]).order_by("number")


def remembered() -> dict[str, str]:
    """What columns held the last time: plain heading -> field. One query."""
    return dict(ColumnChoice.objects.values_list("heading", "field"))


def values_of(row: SheetRow, columns: Sequence[str]) -> dict[Field, str]:
    """A row's cells by field, with what a person wrote over them. No query."""
    found = {Field(name): cell for name, cell in zip(columns, row.cells, strict=False) if name}
    return {**found, **{Field(name): text for name, text in row.mended.items()}}


def first_rows(sheet: Sheet) -> list[SheetRow]:
    """A few rows, to show what the columns hold. One query."""
    return list(SheetRow.objects.filter(sheet=sheet).order_by("number")[:3])


@dataclass(frozen=True, slots=True)
class Sums:
    """How many versions came of a sheet, and how many were taken back or could not be."""

    new: int
    changed: int
    undone: int
    kept: int


def sums_of(applying: Applying) -> Sums:
    """Counts of what an applying made. One query."""
    found = Applied.objects.filter(applying=applying).aggregate(
        new=Count("pk", filter=Q(is_new=True)), changed=Count("pk", filter=Q(is_new=False)),
        undone=Count("pk", filter=Q(undone_at__isnull=False)), kept=Count("pk", filter=~Q(trouble="")),
    )  # fmt: skip
    return Sums(**found)


def place_of(actor: Actor, own: Place) -> Place:
    """Where a person reads rules, and the places whose rules she keeps. At most three queries."""
    kept = [ground.place for ground in grounds(actor) if ground.place]
    return Place(
        area_ids={*own.area_ids, *(place.pk for place in kept if isinstance(place, Area))},
        team_ids={*own.team_ids, *(place.pk for place in kept if isinstance(place, Team))},
        site_ids={*own.site_ids, *(place.pk for place in kept if isinstance(place, Site))},
    )


def applied_rows(applying: Applying) -> QuerySet[Applied]:
    """What an applying made, in the order of the file."""
    return Applied.objects.filter(applying=applying).select_related("version__rule").order_by("number")


def bringers(actor: Actor) -> list[Sheet]:
    """The latest sheets that a person may work on, the newest first, at most ten. One query."""
    return list(visible_to(actor).select_related("by").order_by("-at")[:10])


def retired_slugs(slugs: Iterable[str]) -> set[tuple[str, Scope]]:
    """Which of these topics have been taken out of use, and where. One query."""
    rows = Retirement.objects.filter(Q(rule__slug__in=list(slugs))).select_related("rule")
    return {(row.rule.slug, agreements.scope_of(row.rule)) for row in rows}
