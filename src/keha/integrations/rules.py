"""Pure decisions on the rows of a rule sheet: what each would do, and why it needs somebody's eye first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from keha.agreements.rules import Decider, RulingVerdict
from keha.integrations.rule_sheets.columns import Field
from keha.integrations.rule_sheets.table import CELL_LENGTH
from keha.integrations.rule_sheets.values import Unclear, day_of, decider_of, flag_of, review_months, verdict_of

TITLE_LENGTH, TEXT_LENGTH, SOURCE_LENGTH = 120, CELL_LENGTH, 200
Values = Mapping[Field, str]


class RowState(StrEnum):
    """What a row would do."""

    NEW = "new"
    SAME = "same"
    CHANGE = "change"
    EYE = "eye"
    SKIPPED = "skipped"


# These a keeper may take as they are, once she has read them; the others have to be mended or skipped.
CONFIRMABLE = frozenset({"integrations.health", "integrations.name-number", "integrations.limits-stay"})


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the person said for rows that say nothing: None asks her at each row."""

    verdict: RulingVerdict | None
    decider: Decider | None
    topic: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Line:
    """A row's values as read. unclear: reasons, one for each cell that could not be read."""

    title: str
    text: str
    verdict: RulingVerdict | None
    decider: Decider | None
    fixed: bool | None
    topic: str
    valid_from: date | None
    valid_until: date | None
    months: int | None
    unclear: tuple[str, ...] = ()
    given: Values = field(default_factory=dict)

    def told(self, one: Field) -> str:
        """What the file says in a column; blank where it says nothing."""
        return self.given.get(one, "")


@dataclass(frozen=True, slots=True)
class Look:
    """A row's fate: its state and every reason for needing an eye."""

    state: RowState
    reasons: tuple[str, ...] = ()


def as_line(values: Values, *, topics: Mapping[str, str], since: date) -> Line:
    """A row's cells as values. topics: plain words -> topic. since: the day from which reviews are counted."""
    unclear: list[str] = []

    def read[T](one: Field, reader: object, reason: str) -> T | None:
        text = values.get(one, "")
        if not text:
            return None
        try:
            return reader(text)  # type: ignore[operator, no-any-return]
        except Unclear:
            unclear.append(reason)
            return None

    topic = topics.get(values.get(Field.TOPIC, "").casefold(), "")
    valid_from: date | None = read(Field.VALID_FROM, day_of, "integrations.unclear-day")
    line = Line(
        title=" ".join(values.get(Field.TITLE, "").split()), text=values.get(Field.TEXT, ""),
        verdict=read(Field.VERDICT, verdict_of, "integrations.unclear-verdict"),
        decider=read(Field.DECIDER, decider_of, "integrations.unclear-decider"),
        fixed=read(Field.FIXED, flag_of, "integrations.unclear-fixed"), topic=topic, valid_from=valid_from,
        valid_until=read(Field.VALID_UNTIL, day_of, "integrations.unclear-day"),
        months=read(Field.REVIEW, lambda text: review_months(text, since=valid_from or since), "integrations.unclear-review"),
        given=values,
    )  # fmt: skip
    return replace(line, unclear=tuple(dict.fromkeys(unclear)))


def whole(line: Line, known: Values, *, defaults: Defaults) -> tuple[str, ...]:
    """What a row still lacks or has too much of, before it could become a rule. known: of the rule that it changes."""
    new = not known
    found = (
        ("integrations.no-title", not line.title),
        ("integrations.no-text", not line.text and new),
        ("integrations.title-too-long", _longest(line, Field.TITLE, Field.TITLE_SV, Field.TITLE_EN) > TITLE_LENGTH),
        (
            "integrations.text-too-long",
            _longest(line, Field.TEXT, Field.TEXT_SV, Field.TEXT_EN, Field.WHY) > TEXT_LENGTH,
        ),
        ("integrations.source-too-long", _longest(line, Field.SOURCE) > SOURCE_LENGTH),
        ("integrations.no-verdict", new and not line.told(Field.VERDICT) and defaults.verdict is None),
        ("integrations.no-decider", new and not line.told(Field.DECIDER) and defaults.decider is None),
        ("integrations.ends-before", _ends_before(line, known, defaults)),
    )
    return (*(reason for reason, is_so in found if is_so), *line.unclear)


def _longest(line: Line, *fields: Field) -> int:
    return max(len(line.told(one)) for one in fields)


def _ends_before(line: Line, known: Values, defaults: Defaults) -> bool:
    since = line.valid_from or defaults.valid_from
    return line.valid_until is not None and line.valid_until < since


def differs(line: Line, known: Values) -> tuple[Field, ...]:
    """In which columns a row says other than the rule; an empty cell says nothing."""
    return tuple(
        one
        for one, text in line.given.items()
        if text and one in _COMPARED and _canonical(one, text, line) != known.get(one, "")
    )


# Whether a rule binds, its topic and its next review are no part of its wording: a file does not change them.
_COMPARED = frozenset(Field) - {Field.SLUG, Field.SCOPE, Field.REVIEW, Field.FIXED, Field.TOPIC}


def _canonical(one: Field, text: str, line: Line) -> str:
    values: dict[Field, object] = {
        Field.VERDICT: line.verdict, Field.DECIDER: line.decider, Field.VALID_FROM: line.valid_from,
        Field.VALID_UNTIL: line.valid_until, Field.TITLE: line.title,
    }  # fmt: skip
    return str(values[one] or text) if one in values else text


def fate(line: Line, known: Values, reasons: Collection[str], *, accepted: Collection[str]) -> Look:
    """What a row does, when these reasons speak against it and some of them have been read and accepted."""
    if known and not line.unclear and not differs(line, known):
        return Look(RowState.SAME)
    open_reasons = tuple(
        reason for reason in dict.fromkeys(reasons) if reason not in CONFIRMABLE or reason not in accepted
    )
    if open_reasons:
        return Look(RowState.EYE, open_reasons)
    return Look(RowState.CHANGE if known else RowState.NEW)
