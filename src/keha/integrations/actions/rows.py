"""Writes: a sheet's rows are looked through, mended and skipped. Nothing here makes a rule hold."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import override

from keha.agreements.merging import loosens
from keha.agreements.policies import decides_alone
from keha.agreements.proposals import is_locked
from keha.agreements.queries.rights import all_levels
from keha.agreements.rights import Level
from keha.agreements.rules import Addressee, Decider, Ruling, RulingVerdict, Scope
from keha.agreements.templates import load
from keha.agreements.wording import TOPICS
from keha.foundation import audit
from keha.foundation.languages import LANGUAGES
from keha.foundation.verdict import holds
from keha.integrations import policies, queries
from keha.integrations.models import Placing, Sheet, SheetRow
from keha.integrations.queries import Known, Places, values_of
from keha.integrations.rule_sheets.columns import Field
from keha.integrations.rule_sheets.table import tidy
from keha.integrations.rules import Defaults, Line, Look, RowState, as_line, differs, fate, whole
from keha.organisation.models import Area, Person, Site, Team
from keha.organisation.queries import Actor
from keha.questions import sensitive
from keha.questions.sensitive import Kind

WRITTEN = (Field.TITLE, Field.TEXT, Field.TITLE_SV, Field.TEXT_SV, Field.TITLE_EN, Field.TEXT_EN, Field.WHY)
_LOCKED = frozenset(template.slug for template in load() if is_locked(template))


def topic_words() -> dict[str, str]:
    """Every topic by its code and by its name in each language, in small letters."""
    found = {code: code for code in TOPICS}
    for language in LANGUAGES:
        with override(language):
            found |= {str(name).casefold(): code for code, name in TOPICS.items()}
    return found


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a sheet's rows are held against, read once. mine: keys of the places the person rules; fixing: binds in."""

    placing: Placing
    by_slug: Mapping[tuple[str, Scope], Known]
    by_title: Mapping[tuple[str, Scope], list[Known]]
    places: Places
    mine: frozenset[str]
    fixing: frozenset[str]
    names: Collection[str]
    topics: Mapping[str, str]
    by: Actor
    levels: Mapping[tuple[UUID, str], Level]

    @property
    def defaults(self) -> Defaults:
        """What was said for rows that say nothing."""
        return Defaults(
            RulingVerdict(self.placing.verdict) if self.placing.verdict else None,
            Decider(self.placing.decider) if self.placing.decider else None,
            self.placing.topic, self.placing.valid_from,
        )  # fmt: skip

    @property
    def default_place(self) -> Area | Team | Site | None:
        """Where rows hold that say nothing."""
        place: Area | Team | Site | None = self.placing.area or self.placing.team or self.placing.site
        return place

    def line(self, row: SheetRow) -> Line:
        """A row's values."""
        return as_line(values_of(row, self.placing.columns), topics=self.topics, since=self.placing.valid_from)

    def place_of(self, line: Line) -> Area | Team | Site | None:
        """Where a row's rule holds. Raises LookupError."""
        told = line.told(Field.SCOPE)
        return self.places.of(told) if told else self.default_place

    def known(self, line: Line, scope: Scope) -> list[Known]:
        """The rule that a row means: by its short name, else by its heading."""
        by_slug = self.by_slug.get((line.told(Field.SLUG), scope))
        return [by_slug] if by_slug else self.by_title.get((key_of(line.title), scope), [])


def key_of(title: str) -> str:
    """A heading as it is compared."""
    return " ".join(title.casefold().split())[:120]


def surroundings(placing: Placing, by: Actor, *, today: date) -> Surroundings:
    """Reads what rows are held against. At most thirteen queries."""
    known = queries.known_rules(today=today)
    by_title: dict[tuple[str, Scope], list[Known]] = defaultdict(list)
    for one in known:
        by_title[key_of(one.values[Field.TITLE]), one.scope].append(one)
    grounds = queries.grounds(by)
    return Surroundings(
        placing, {(one.slug, one.scope): one for one in known}, by_title, queries.places(),
        mine=frozenset(queries.key_of(ground.place) for ground in grounds),
        fixing=frozenset(queries.key_of(ground.place) for ground in grounds if ground.may_fix),
        names=list(Person.objects.values_list("name", flat=True)), topics=topic_words(), by=by, levels=all_levels(on=today),
    )  # fmt: skip


def _reasons(line: Line, known: Known | None, place: Area | Team | Site | None, around: Surroundings) -> list[str]:
    found = list(whole(line, known.values if known else {}, defaults=around.defaults))
    key = queries.key_of(place)
    checks = (
        ("integrations.unclear-scope", key not in around.mine),
        (
            "integrations.not-yours-to-fix",
            bool(known.ruling.fixed if known else line.fixed) and key not in around.fixing,
        ),
        ("integrations.locked", known is not None and known.library_slug in _LOCKED),
        ("integrations.limits-stay", known is not None and bool(known.ruling.limits) and _says_otherwise(line, known)),
    )
    found += [reason for reason, is_so in checks if is_so]
    return found + _not_alone(line, known, place, around) + _private(line, around.names)


def _not_alone(line: Line, known: Known | None, place: Area | Team | Site | None, around: Surroundings) -> list[str]:
    """Why a team's row is not adopted by a file: its decision list leaves the topic to the team, or to somebody else."""
    is_fixed = known.ruling.fixed if known else bool(line.fixed)
    if not isinstance(place, Team) or is_fixed or queries.key_of(place) not in around.mine:
        return []
    topic = known.values[Field.TOPIC] if known else line.topic or around.defaults.topic
    return list(decides_alone(around.by, place, around.levels.get((place.pk, topic))).reasons)


def _says_otherwise(line: Line, known: Known) -> bool:
    return bool({Field.TEXT, Field.VERDICT, Field.DECIDER} & set(differs(line, known.values)))


def _private(line: Line, names: Collection[str]) -> list[str]:
    text = ". ".join(line.told(one) for one in WRITTEN if line.told(one))
    if sensitive.has_identity_code(text):
        return ["integrations.identity-code"]
    kinds = {finding.kind for finding in sensitive.find(text, names=names)}
    found = {Kind.NAME, Kind.HEALTH} <= kinds, {Kind.NAME, Kind.CODE} <= kinds
    return [
        code for code, is_so in zip(("integrations.health", "integrations.name-number"), found, strict=True) if is_so
    ]


def ruling_of(line: Line, known: Known | None, around: Surroundings, *, slug: str) -> Ruling | None:
    """What a row would say; None while something is missing."""
    verdict = line.verdict or (known.ruling.verdict if known else around.defaults.verdict)
    decider = line.decider or (known.ruling.decider if known else around.defaults.decider)
    if verdict is None or decider is None:
        return None
    fixed = known.ruling.fixed if known else bool(line.fixed)
    addressee = known.ruling.addressee if known else addressee_of(decider)
    return Ruling(slug, verdict, decider, addressee, fixed, limits=known.ruling.limits if known else ())


def addressee_of(decider: Decider) -> Addressee:
    """A new rule speaks to several where the team decides, else to one."""
    return Addressee.TE if decider is Decider.TEAM else Addressee.SINA


def wider(line: Line, place: Area | Team | Site | None, around: Surroundings) -> list[Known]:
    """The wider rules of the row's topic, in force: by its short name, or by the same heading."""
    if place is None:
        return []
    area = getattr(place, "area_id", None)
    scopes = [Scope(), Scope(area_id=area)] if area else [Scope()]
    found = [one for scope in scopes for one in around.known(line, scope)]
    return [one for one in found if one.in_force]


def look(row: SheetRow, around: Surroundings, *, twice: Collection[tuple[str, Scope]]) -> tuple[Look, Known | None]:
    """What a row would do, with every reason for needing an eye, and the rule that it means."""
    line = around.line(row)
    if row.skipped_at:
        return Look(RowState.SKIPPED), None
    try:
        place = around.place_of(line)
    except LookupError:
        return Look(RowState.EYE, ("integrations.unclear-scope",)), None
    scope = queries.scope_of(place)
    meant = around.known(line, scope)
    if len(meant) > 1:
        return Look(RowState.EYE, ("integrations.several",)), None
    known = meant[0] if meant else None
    reasons = _reasons(line, known, place, around)
    wide = wider(line, place, around)
    ruling = ruling_of(line, known, around, slug=known.slug if known else "")
    if ruling:
        reasons += [reason for one in wide for reason in loosens(ruling, one.ruling).reasons]
    if (key_of(line.title), scope) in twice:
        reasons.append("integrations.twice")
    return fate(line, known.values if known else {}, reasons, accepted=row.accepted), known


def _twice(rows: Iterable[SheetRow], around: Surroundings) -> set[tuple[str, Scope]]:
    """Headings that stand more than once in the file for one place, skipped rows left out."""
    seen: Counter[tuple[str, Scope]] = Counter()
    for row in rows:
        line = around.line(row)
        try:
            scope = queries.scope_of(around.place_of(line))
        except LookupError:
            continue
        if line.title and not row.skipped_at:
            seen[key_of(line.title), scope] += 1
    return {key for key, count in seen.items() if count > 1}


def sort(*, sheet_id: UUID, by: Actor, at: datetime, today: date) -> None:
    """Looks every row of a placed sheet through. Locks the sheet. At most twenty-one queries, and one for 500 rows."""
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    placing = Placing.objects.select_related("area", "team", "site").get(sheet=sheet)
    rows = list(SheetRow.objects.filter(sheet=sheet))
    _look_at(rows, rows, surroundings(placing, by, today=today))
    placing.sorted_at = at
    placing.save(update_fields=["sorted_at"])


def _look_at(rows: Iterable[SheetRow], among: Iterable[SheetRow], around: Surroundings) -> None:
    twice = _twice(among, around)
    changed = []
    for row in rows:
        found, known = look(row, around, twice=twice)
        line = around.line(row)
        row.key, row.title = key_of(line.title), line.title[:120]
        row.state, row.reasons = found.state.value, list(found.reasons)
        row.rule_id = known.rule_id if known else None
        changed.append(row)
    SheetRow.objects.bulk_update(changed, ["key", "title", "state", "reasons", "rule"], batch_size=500)


def _open_row(sheet_id: UUID, number: int, by: Actor) -> tuple[Placing, SheetRow]:
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    policies.may_work_on(by, sheet).or_refuse()
    stage = queries.story(sheet).stage
    holds(stage == "looking", otherwise="integrations.not-ready").or_refuse()
    placing = Placing.objects.select_related("area", "team", "site").get(sheet=sheet)
    return placing, SheetRow.objects.get(sheet=sheet, number=number)


def mend(
    values: Mapping[Field, str],
    *,
    row: tuple[UUID, int],
    accepted: Collection[str],
    by: Actor,
    at: datetime,
    today: date,
) -> RowState:
    """A person writes over a row's cells and says which warnings she has read. Returns what the row would do now.

    Raises Refused, SheetRow.DoesNotExist. Locks the sheet.
    """
    placing, found = _open_row(*row, by)
    before = found.key
    told = values_of(found, placing.columns)
    found.mended = found.mended | {
        one.value: tidy(text) for one, text in values.items() if tidy(text) != told.get(one, "")
    }
    found.accepted, found.skipped_at = sorted(accepted), None
    audit.record("integrations.mend", actor=by.id, at=at, thing=("sheet", found.sheet_id))
    return _again(found, before, placing, by, today=today)


def skip(*, row: tuple[UUID, int], by: Actor, at: datetime, today: date) -> RowState:
    """A row is left out. Raises Refused, SheetRow.DoesNotExist. Locks the sheet."""
    placing, found = _open_row(*row, by)
    found.skipped_at = at
    audit.record("integrations.skip", actor=by.id, at=at, thing=("sheet", found.sheet_id))
    return _again(found, found.key, placing, by, today=today)


def _again(row: SheetRow, before: str, placing: Placing, by: Actor, *, today: date) -> RowState:
    """The row is looked at once more, and with it those that had or have its heading."""
    row.save(update_fields=["mended", "accepted", "skipped_at"])
    around = surroundings(placing, by, today=today)
    keys = {before, key_of(around.line(row).title)} - {""}
    alike = list(SheetRow.objects.filter(sheet_id=row.sheet_id, key__in=keys).exclude(pk=row.pk))
    _look_at([row, *alike], [row, *alike], around)
    return RowState(row.state)
