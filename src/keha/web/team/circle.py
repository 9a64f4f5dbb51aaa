"""The team's circle as the page shows it: the drawing, what has moved, the same as a list, and one topic at a time."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from keha.agreements import wording
from keha.agreements.circle import Matter, Move, Ring
from keha.agreements.queries import Listed
from keha.agreements.queries.circle import Circle
from keha.agreements.rules import Place, covers
from keha.agreements.wording.circle import RINGS, SHORT_RINGS, SHORT_TOPICS
from keha.agreements.wording.rights import LEVELS
from keha.foundation.languages import said
from keha.questions.queries.topics import Waiting
from keha.web.team import drawing

MONTHS = (1, 3, 12)
MONTHS_FIRST = 3
QUESTIONS_SHOWN = 20
CSS = {Ring.MINE: "mine", Ring.OURS: "ours", Ring.ASK_FIRST: "first", Ring.NOT_OURS: "fixed"}


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in a list. id: none where the reader may not open it. move: where it has moved; moved: in words."""

    id: UUID | None
    title: str
    ring: str
    css: str
    move: Move | None
    moved: str


@dataclass(frozen=True, slots=True)
class Recent:
    """A rule agreed lately. id: none where the reader may not open it."""

    id: UUID | None
    title: str
    date: date


@dataclass(frozen=True, slots=True)
class Shift:
    """What moved: a rule, or a topic as a whole, which has no rule_id."""

    title: str
    told: str
    date: date
    topic: str
    rule_id: UUID | None
    is_inward: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the circle is made. place: what rules she may open. waiting: open questions, where she may know."""

    language: str
    months: int
    place: Place
    waiting: Sequence[Waiting]

    @property
    def open(self) -> Counter[str]:
        """How many open questions a topic has."""
        return Counter(question.topic for question in self.waiting)


def months_of(given: str) -> int:
    """The months to look back that an address asks for; what it cannot ask for is the usual."""
    return int(given) if given.isdecimal() and int(given) in MONTHS else MONTHS_FIRST


def topic_of(given: str) -> str:
    """The topic that an address asks for, as a database takes it."""
    return given[:30].replace("\0", "")


def since_of(today: date, months: int) -> date:
    """The day so many months ago; the month's last day, where it has no such day."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def shown(found: Circle, reader: Reader) -> dict[str, Any]:
    """What the page shows of a circle whichever topic is chosen."""
    by_topic, shifts, waiting = _by_topic(found), _shifts(found, reader), reader.open
    return {
        "drawn": _drawn(found, by_topic, reader),
        "inwards": [shift for shift in shifts if shift.is_inward],
        "outwards": [shift for shift in shifts if not shift.is_inward],
        "rings": [_ring(ring, found, by_topic, reader) for ring in Ring],
        "bare": [_name(code) for code, pairs in by_topic.items() if not pairs],
        "months": [(number, number == reader.months) for number in MONTHS],
        "is_empty": not found.matters,
        "open": [(code, _short(code), waiting[code]) for code in by_topic if waiting[code]],
        "open_elsewhere": sum(count for code, count in waiting.items() if code not in by_topic),
        "open_questions": waiting.total(),
    }


def chosen(found: Circle, code: str, reader: Reader) -> dict[str, Any] | None:
    """One topic: its level, its rules, the innermost first, its questions. None: the circle has no such topic."""
    pairs = _by_topic(found).get(code)
    if pairs is None:
        return None
    level = found.levels.get(code)
    questions = [question for question in reader.waiting if question.topic == code]
    return {
        "code": code,
        "name": _name(code),
        "level": LEVELS[level] if level else "",
        "waiting": len(questions),
        "questions": questions[:QUESTIONS_SHOWN],
        "more": len(questions) - QUESTIONS_SHOWN,
        "rules": [
            Line(
                _openable(row, reader), _title(row, reader), str(RINGS[matter.ring]), CSS[matter.ring], matter.move,
                _told(matter.move) if matter.move else "",
            )
            for matter, row in sorted(pairs, key=lambda pair: (pair[0].ring, _title(pair[1], reader).casefold()))
        ],
    }  # fmt: skip


def recent(found: Circle, reader: Reader, *, limit: int) -> list[Recent]:
    """The rules agreed latest."""
    latest = sorted((row for _matter, row in found.matters), key=lambda row: row.adopted_at, reverse=True)[:limit]
    return [Recent(_openable(row, reader), _title(row, reader), timezone.localdate(row.adopted_at)) for row in latest]


def _by_topic(found: Circle) -> dict[str, list[tuple[Matter, Listed]]]:
    """The matters by topic, in the order of the library; a topic that has only a level is there with none."""
    topics: defaultdict[str, list[tuple[Matter, Listed]]] = defaultdict(list)
    for matter, row in found.matters:
        topics[matter.topic].append((matter, row))
    known = [*wording.TOPICS, *sorted(topics.keys() - wording.TOPICS.keys())]
    return {code: topics[code] for code in known if topics.get(code) or code in found.levels}


def _name(code: str) -> str:
    return str(wording.TOPICS.get(code, code))


def _short(code: str) -> str:
    return str(SHORT_TOPICS.get(code, code))


def _openable(row: Listed, reader: Reader) -> UUID | None:
    return row.rule_id if covers(row.scope, reader.place) else None


def _title(row: Listed, reader: Reader) -> str:
    return said(row, "title", reader.language).text


def _told(move: Move) -> str:
    return _("Before: {before}. Now: {now}.").format(
        before=_small(SHORT_RINGS[move.before]), now=_small(SHORT_RINGS[move.after])
    )


def _small(words: Any) -> str:
    """A ring's words inside a sentence."""
    text = str(words)
    return text[:1].lower() + text[1:]


def _drawn(found: Circle, by_topic: Mapping[str, Collection[tuple[Matter, Listed]]], reader: Reader) -> dict[str, Any]:
    of_ring = Counter(matter.ring for matter, _row in found.matters)
    topics = [
        _topic(code, [matter for matter, _row in pairs], found.topic_moves.get(code))
        for code, pairs in by_topic.items()
    ]
    names = [f"{SHORT_RINGS[ring]} · {of_ring[ring]}" for ring in Ring if ring is not Ring.MINE]
    picture = drawing.draw(topics, names)
    return {
        "names": picture.names,
        "mine": of_ring[Ring.MINE],
        "radii": [(CSS[ring], int(drawing.RADII[ring])) for ring in reversed(Ring)],
        "counts": {CSS[ring]: of_ring[ring] for ring in Ring},
        "slices": [
            {
                "code": one.code, "words": one.words, "wedge": one.wedge, "arrows": one.arrows,
                "name": _spoken(topic, reader),
                "dots": [(CSS[ring], drawing.dots_path(one.dots[ring])) for ring in Ring if one.dots[ring]],
            }
            for one, topic in zip(picture.slices, topics, strict=True)
        ],
    }  # fmt: skip


def _topic(code: str, matters: Sequence[Matter], move: Move | None) -> drawing.Topic:
    of_ring = Counter(matter.ring for matter in matters)
    counts = (of_ring[Ring.MINE], of_ring[Ring.OURS], of_ring[Ring.ASK_FIRST], of_ring[Ring.NOT_OURS])
    moves = {(one.before, one.after) for one in (*(matter.move for matter in matters), move) if one}
    return drawing.Topic(code, _short(code), counts, tuple(sorted(moves)))


def _spoken(topic: drawing.Topic, reader: Reader) -> str:
    """A slice's name for those who do not see it."""
    parts = [f"{SHORT_RINGS[ring]} {topic.counts[ring]}" for ring in Ring if topic.counts[ring]]
    told = _("{topic}: {parts}").format(topic=topic.label, parts=", ".join(parts) or _("no rules yet"))
    waiting = reader.open[topic.code]
    return f"{told}. {_('Open questions: {count}').format(count=waiting)}" if waiting else told


def _shifts(found: Circle, reader: Reader) -> list[Shift]:
    """What moved, the latest first: topics whose level did, and rules that moved by themselves."""
    moves = [(move, _name(topic), topic, None) for topic, move in found.topic_moves.items()]
    alone = [
        (move, _title(row, reader), row.topic, _openable(row, reader)) for _matter, row, move in found.moved_alone()
    ]
    latest = sorted([*moves, *alone], key=lambda line: (-line[0].day.toordinal(), line[1]))
    return [
        Shift(title, _told(move), move.day, topic, rule_id, move.is_inward) for move, title, topic, rule_id in latest
    ]


def _ring(
    ring: Ring, found: Circle, by_topic: Mapping[str, Collection[tuple[Matter, Listed]]], reader: Reader
) -> dict[str, Any]:
    topics = []
    for code, pairs in by_topic.items():
        here = sorted((_title(row, reader) for matter, row in pairs if matter.ring is ring), key=str.casefold)
        if here:
            topics.append(
                {"code": code, "name": _name(code), "short": _short(code), "count": len(here), "titles": here}
            )
    count = sum(matter.ring is ring for matter, _row in found.matters)
    return {"css": CSS[ring], "words": RINGS[ring], "count": count, "topics": topics}
