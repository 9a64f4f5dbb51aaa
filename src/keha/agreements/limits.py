"""The amounts of a question, read against the limits of a rule: within, beyond, or not to be told."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import inf, log
from types import MappingProxyType

from keha.agreements.rules import (
    LOOKS,
    Comparison,
    Headline,
    HeadlineCode,
    Limit,
    Ruling,
    RulingVerdict,
    Sign,
    Tone,
    Words,
    headline,
)
from keha.language.quantities import Quantity, Sense, in_base, read


class Reach(StrEnum):
    """Where an amount stands against a limit. Unclear: some of it would be within, or it may be of another limit."""

    WITHIN = "within"
    BEYOND = "beyond"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Reading:
    """An amount that was asked about and the limit that it is read against."""

    reach: Reach
    limit: Limit
    asked: Quantity
    code: HeadlineCode


@dataclass(frozen=True, slots=True)
class _Measure:
    """A limit as a bound. value: in kind's base unit. open: the value itself is past it ("under 12")."""

    limit: Limit
    is_ceiling: bool
    kind: str
    value: Decimal
    open: bool


@dataclass(frozen=True, slots=True)
class _Span:
    """From least to most in a limit's base unit; None: no end."""

    least: Decimal | None
    most: Decimal | None
    open: bool
    exact: bool = True


_DAY = Decimal(1440)
_BINDING = frozenset({RulingVerdict.MUST, RulingVerdict.MAY_NOT})
_PERMITTING = frozenset({RulingVerdict.MAY, RulingVerdict.NEED_NOT})
# What does not convert exactly: from, to, and by how much at the least and at the most.
_ACROSS: Mapping[tuple[str, str], tuple[Decimal, Decimal]] = MappingProxyType(
    {
        ("days", "working_days"): (Decimal(5) / 7, Decimal(1)),
        ("days", "weekdays"): (Decimal(5) / 7, Decimal(1)),
        ("working_days", "days"): (Decimal(1), Decimal("1.4")),
        ("weekdays", "days"): (Decimal(1), Decimal("1.4")),
        ("working_days", "weekdays"): (Decimal(1), Decimal(1)),
        ("weekdays", "working_days"): (Decimal(1), Decimal(1)),
        ("months", "days"): (Decimal(28), Decimal(31)),
        ("days", "months"): (1 / Decimal(31), 1 / Decimal(28)),
        ("months", "working_days"): (Decimal(20), Decimal(23)),
        ("months", "weekdays"): (Decimal(20), Decimal(23)),
    }
)
_LIMITING = ("enintään", "vähintään", "viimeistään", "jos ", "kun ", "vain ", "ellei", "ennen", "alle ", "yli ")
_WORD = re.compile(r"[^\W\d_]{4,}")
_NEAR = 5


def told(question: str, ruling: Ruling) -> Reading | None:
    """What the card says of a question's own amounts: the first beyond a limit, else one unclear, else one within.

    None when the question has no amount of a kind that the rule limits.
    """
    found = readings(question, ruling)
    for reach in (Reach.BEYOND, Reach.UNCLEAR, Reach.WITHIN):
        for reading in found:
            if reading.reach is reach:
                return reading
    return None


def readings(question: str, ruling: Ruling) -> tuple[Reading, ...]:
    """Each amount of the question that the rule has a limit for, in the question's order."""
    measures = _measures(ruling)
    amounts = read(question) if measures else ()
    around = question
    for amount in amounts:
        around = around.replace(amount.words, " ")
    found = (_reading(around, amount, measures) for amount in amounts)
    return tuple(reading for reading in found if reading)


def headline_for(ruling: Ruling, reading: Reading | None) -> Headline:
    """The headline of an answer to a question: never a permission when the question's own amount is past a limit.

    What binds in any case (must, may not) keeps its headline.
    """
    if reading is None or reading.reach is Reach.WITHIN or ruling.verdict in _BINDING:
        return headline(ruling)
    tone, sign = LOOKS[reading.code]
    if ruling.verdict not in _PERMITTING:
        tone, sign = Tone.AMBER, Sign.MARK
    return Headline(reading.code, tone, sign, limit_words=reading.limit.words)


def limits_in(text: str) -> tuple[Limit, ...]:
    """The limits that a text says by itself: each bounded amount ("enintään 15 minuuttia"), in the text's own words.

    Where it has none, its first limiting word stands as a condition, so that a permission is never bare.
    """
    found = [
        Limit(
            one.kind, Comparison.AT_MOST if one.least is None else Comparison.AT_LEAST, one.value, "", _same(one.words)
        )
        for one in read(text)
        if one.is_bounded and one.kind != "items"
    ]
    lowered = f"{text.lower()} "
    words = [word.strip() for word in _LIMITING if word in lowered]
    return tuple(found) or tuple(Limit("condition", Comparison.ONLY_IF, None, "", _same(word)) for word in words[:1])


def _same(words: str) -> Words:
    return Words(words, words, words)


def _measures(ruling: Ruling) -> tuple[_Measure, ...]:
    found = (_conditional(limit) if limit.is_condition else _plain(limit) for limit in ruling.limits)
    return tuple(measure for measure in found if measure)


def _plain(limit: Limit) -> _Measure | None:
    if limit.value is None:
        return None
    kind, value = in_base(limit.quantity, limit.value)
    return _Measure(limit, limit.comparison is Comparison.AT_MOST, kind, value, open=False)


def _conditional(limit: Limit) -> _Measure | None:
    """A condition with a figure bounds where its own words say which way: "alle 12-vuotias", "yli 6 tuntia"."""
    if limit.value is None:
        return None
    kind, value = in_base(limit.quantity, limit.value)
    for said in read(limit.words.fi):
        if in_base(said.kind, said.value) != (kind, value):
            continue
        if said.is_bounded:
            return _Measure(limit, said.least is None, kind, value, said.open)
        if said.sense is Sense.TURN and "jälkeen" in limit.words.fi:
            return _Measure(limit, True, kind, value, open=True)
    return None


def _reading(around: str, asked: Quantity, measures: Iterable[_Measure]) -> Reading | None:
    fitting = [(measure, span) for measure in measures if (span := _span_for(asked, measure))]
    if not fitting:
        return None
    fitting = [pair for pair in fitting if pair[1].exact] or fitting
    fitting = _spoken_of(around, fitting)
    fitting = [pair for pair in fitting if pair[0].limit.quantity == asked.kind] or fitting
    reaches = {_reach(span, measure) for measure, span in fitting}
    measure, span = min(fitting, key=lambda pair: _distance(pair[1], pair[0]))
    reach = _reach(span, measure)
    if len(reaches) > 1 and reach is not Reach.BEYOND:
        reach = Reach.UNCLEAR
    return Reading(reach, measure.limit, asked, _code(measure, reach))


def _code(measure: _Measure, reach: Reach) -> HeadlineCode:
    if reach is Reach.UNCLEAR:
        return HeadlineCode.COMPARE
    if measure.limit.is_condition:
        return HeadlineCode.NOT_MET
    return HeadlineCode.BEYOND if measure.is_ceiling else HeadlineCode.BELOW


def _span_for(asked: Quantity, measure: _Measure) -> _Span | None:
    """The asked amount in the limit's unit; None when it is not of its kind."""
    if (asked.sense is Sense.DISTANCE and measure.is_ceiling) or (asked.sense is Sense.TURN and not measure.is_ceiling):
        return None
    if asked.kind == "items" and not _shared([asked.about], measure.limit, _NEAR - 1):
        return None
    if measure.limit.quantity == "years" and asked.kind != "years":
        return None  # an age, not a time
    kind, least = _based(asked, asked.least)
    _kind, most = _based(asked, asked.most)
    if kind == measure.kind:
        return _Span(least, most, asked.open)
    if factors := _ACROSS.get((kind, measure.kind)):
        low, high = factors
        return _Span(
            None if least is None else (least * low).quantize(Decimal("0.01")),
            None if most is None else (most * high).quantize(Decimal("0.01")),
            asked.open, exact=False,
        )  # fmt: skip
    return _days_and_hours(kind, least, most, measure)


def _days_and_hours(kind: str, least: Decimal | None, most: Decimal | None, measure: _Measure) -> _Span | None:
    """Days against hours: the second day may be half over. Hours against days: from 24 on."""
    if (kind, measure.limit.quantity) == ("days", "hours"):
        low = None if least is None else (least - Decimal("0.5")) * _DAY
        return _Span(low, None if most is None else most * _DAY, open=False, exact=False)
    if (kind, measure.kind) == ("minutes", "days") and least is not None and least >= _DAY:
        return _Span(least / _DAY, None if most is None else most / _DAY, open=False, exact=False)
    return None


def _based(asked: Quantity, end: Decimal | None) -> tuple[str, Decimal | None]:
    kind, value = in_base(asked.kind, end or Decimal(0))
    return kind, None if end is None else value


def _reach(span: _Span, measure: _Measure) -> Reach:
    """The whole of it within, the whole beyond, or neither."""
    inner, outer = (span.most, span.least) if measure.is_ceiling else (span.least, span.most)
    if inner is not None and _holds(inner, measure, open_end=span.open):
        return Reach.WITHIN
    if (outer is not None and not _holds(outer, measure, open_end=False)) or _just_past(outer, span, measure):
        return Reach.BEYOND
    return Reach.UNCLEAR


def _holds(end: Decimal, measure: _Measure, *, open_end: bool) -> bool:
    if end == measure.value:
        return open_end or not measure.open
    return end < measure.value if measure.is_ceiling else end > measure.value


def _just_past(outer: Decimal | None, span: _Span, measure: _Measure) -> bool:
    """ "Over 50" against at most 50, "under 60" against at least 60."""
    return span.open and outer == measure.value


def _distance(span: _Span, measure: _Measure) -> float:
    """How far apart two amounts are, as a ratio."""
    end = span.least if span.least is not None else span.most
    if end is None or end <= 0 or measure.value <= 0:
        return inf
    return abs(log(end / measure.value))


def _spoken_of(around: str, fitting: Sequence[tuple[_Measure, _Span]]) -> list[tuple[_Measure, _Span]]:
    """Of several limits those whose own words stand around the question's amounts most: "jauheliha", "kylmiö"."""
    words = _WORD.findall(around.casefold())
    counts = [_shared(words, measure.limit) for measure, _span in fitting]
    return [pair for pair, count in zip(fitting, counts, strict=True) if count == max(counts)]


def _shared(words: Iterable[str], limit: Limit, letters: int = _NEAR) -> int:
    """How many words of a limit, in its best language, begin as a word of the question does."""
    begun = {word[:letters] for word in words}
    texts = (limit.words.fi, limit.words.sv, limit.words.en)
    return max(len(begun & {word[:letters] for word in _WORD.findall(text.casefold())}) for text in texts)
