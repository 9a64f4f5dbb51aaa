"""What a row would do: a new person, the same as is there, a change; or it needs somebody's eye, and why."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from keha.integrations.people_sheets.columns import Field
from keha.integrations.people_sheets.values import language_of, minutes_of, role_of, share_of
from keha.integrations.rule_sheets.values import Unclear
from keha.integrations.rules import RowState
from keha.organisation.rules import Language, RoleKind

NAME_MAX, NUMBER_MAX = 120, 40
NEW = "new"
OF_TEAM = frozenset({RoleKind.TEAM_LEAD, RoleKind.SUPERVISOR})
# A file gives no power over the whole: that is done by a person, by hand.
BY_HAND = frozenset({RoleKind.ADMINISTRATOR, RoleKind.AREA_MANAGER})
Held = tuple[RoleKind, UUID | None]


@dataclass(frozen=True, slots=True)
class Places:
    """Teams and sites by their codes and names in any language, as they are compared; names of several are left out."""

    teams: Mapping[str, UUID]
    sites: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class Known:
    """A person as she is. minutes: weekly; has_left: she does not work here any more."""

    id: UUID
    name: str
    number: str
    teams: frozenset[UUID]
    site: UUID | None
    share: int
    minutes: int | None
    roles: frozenset[Held]
    language: Language
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says; None where it says nothing. unclear: reasons, one for each cell that could not be read."""

    name: str
    number: str = ""
    team: UUID | None = None
    site: UUID | None = None
    share: int | None = None
    minutes: int | None = None
    role: RoleKind | None = None
    language: Language | None = None
    unclear: tuple[str, ...] = ()

    @property
    def held(self) -> Held | None:
        """The role as it is held: of the row's team, or of the whole employer."""
        return (self.role, self.team if self.role in OF_TEAM else None) if self.role else None


@dataclass(frozen=True, slots=True)
class Look:
    """A row's fate. known: whom it changes or is; changes: in which fields; reasons: why it needs an eye."""

    state: RowState
    reasons: tuple[str, ...] = ()
    known: Known | None = None
    changes: tuple[str, ...] = ()


def key_of(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.casefold().replace(",", " ").split())


def name_of(cells: Mapping[Field, str]) -> str:
    """A whole name, "Korhonen, Aino" turned round."""
    whole = cells.get(Field.NAME, "")
    if not whole:
        whole = f"{cells.get(Field.GIVEN, '')} {cells.get(Field.FAMILY, '')}"
    family, comma, given = whole.partition(",")
    return " ".join((f"{given} {family}" if comma else whole).split())


def line_of(cells: Mapping[Field, str], places: Places) -> Line:
    """A row's cells as values."""
    unclear: list[str] = []

    def read[T](one: Field, reader: Callable[[str], T]) -> T | None:
        try:
            return reader(cells[one]) if cells.get(one) else None
        except (Unclear, KeyError):
            unclear.append(f"integrations.person-{one.value}")
            return None

    name, number = name_of(cells), " ".join(cells.get(Field.NUMBER, "").split())
    team, site = (
        read(Field.TEAM, lambda text: places.teams[key_of(text)]),
        read(Field.SITE, lambda text: places.sites[key_of(text)]),
    )
    share, minutes = read(Field.SHARE, share_of), read(Field.HOURS, minutes_of)
    role, language = read(Field.ROLE, role_of), read(Field.LANGUAGE, language_of)
    wrong = (
        ("integrations.person-name", not name),
        ("integrations.person-name-long", len(name) > NAME_MAX),
        ("integrations.person-number", len(number) > NUMBER_MAX),
        ("integrations.person-role-by-hand", role in BY_HAND),
        ("integrations.person-role-of-team", role in OF_TEAM and team is None),
    )
    unclear += [reason for reason, is_so in wrong if is_so]
    return Line(name, number, team, site, share, minutes, role, language, tuple(unclear))


@dataclass(slots=True)
class People:
    """Everybody, to be found by number and by name."""

    known: Sequence[Known]
    by_id: dict[str, Known] = field(init=False)
    by_number: dict[str, Known] = field(init=False)
    by_name: dict[str, list[Known]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {str(one.id): one for one in self.known}
        self.by_number = {one.number: one for one in self.known if one.number}
        self.by_name = defaultdict(list)
        for one in self.known:
            self.by_name[key_of(one.name)].append(one)

    def candidates(self, line: Line) -> list[Known]:
        """Whom the row may mean, those who work here first."""
        by_number = [self.by_number[line.number]] if line.number in self.by_number else []
        rest = [one for one in self.by_name.get(key_of(line.name), []) if one not in by_number]
        return by_number + sorted(rest, key=lambda one: one.has_left)


def meant(line: Line, people: People, said: str) -> tuple[Known | None, tuple[str, ...]]:
    """Whom a row means, None for somebody new; and why that is not sure. said: what a person has answered."""
    if said == NEW:
        taken = line.number in people.by_number
        return None, ("integrations.person-number-taken",) if taken else ()
    if said:
        return people.by_id.get(said), () if said in people.by_id else ("integrations.person-gone",)
    if known := people.by_number.get(line.number):
        return known, ("integrations.person-has-left",) if known.has_left else ()
    return _by_name(line, people)


def _by_name(line: Line, people: People) -> tuple[Known | None, tuple[str, ...]]:
    here = [one for one in people.by_name.get(key_of(line.name), []) if not one.has_left]
    if line.number:  # somebody who has another number is somebody else
        here = [one for one in here if not one.number]
    if not here:
        return None, ()
    same_team = [one for one in here if line.team in one.teams] if line.team is not None else here
    if len(same_team) == 1:
        return same_team[0], ()
    return here[0], ("integrations.person-name-known",)


def changes(line: Line, known: Known) -> tuple[str, ...]:
    """In which fields a row says other than is so; an empty cell says nothing."""
    differs = (
        (Field.NAME, line.name != known.name and key_of(line.name) != key_of(known.name)),
        (Field.NUMBER, bool(line.number) and line.number != known.number),
        (Field.TEAM, line.team is not None and line.team not in known.teams),
        (Field.SITE, line.site is not None and line.site != known.site),
        (Field.SHARE, line.share is not None and line.share != known.share),
        (Field.HOURS, line.minutes is not None and line.minutes != known.minutes),
        (Field.ROLE, line.held is not None and line.held not in known.roles),
    )
    found = tuple(one.value for one, is_so in differs if is_so)
    return ("back", *found) if known.has_left else found


def twice(lines: Iterable[Line]) -> set[str]:
    """Numbers and names that stand more than once in a file; a name troubles only a row without a number."""
    told = list(lines)
    numbers = Counter(line.number for line in told if line.number)
    names = Counter(key_of(line.name) for line in told if line.name)
    return {f"#{one}" for one, n in numbers.items() if n > 1} | {one for one, n in names.items() if n > 1}


def look(line: Line, people: People, *, said: str, doubled: set[str], skipped: bool) -> Look:
    """What a row would do, with every reason for needing an eye."""
    if skipped:
        return Look(RowState.SKIPPED)
    known, doubts = meant(line, people, said)
    reasons = [*line.unclear, *doubts]
    if f"#{line.number}" in doubled:
        reasons.append("integrations.person-number-twice")
    if not line.number and key_of(line.name) in doubled and not said:
        reasons.append("integrations.person-twice")
    if reasons:
        return Look(RowState.EYE, tuple(dict.fromkeys(reasons)), known)
    if known is None:
        return Look(RowState.NEW)
    found = changes(line, known)
    return Look(RowState.CHANGE if found else RowState.SAME, (), known, found)
