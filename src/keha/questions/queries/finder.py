"""The finder: a question and where its asker stands, in; one rule, headings or nothing, out."""

import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection
from psycopg.pq import Format

from keha.agreements import queries as agreements
from keha.agreements.meeting import rulings_of, width_of
from keha.agreements.merging import Conflict, Member, Merged, merge
from keha.agreements.queries import Standing, Texts
from keha.agreements.rules import Place, Ruling, RulingVerdict
from keha.language import library, ranking, vectors
from keha.language.analysis import analysis_version
from keha.language.documents import Document, Outcome, Risk
from keha.language.local_words import LocalWords, local_words, spelled_out
from keha.questions.models import Analysis, LocalWord

EMPLOYERS_HELD = 48
HEADINGS_MAX = 3
UNREAD_MAX = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What the finder says. rules: one for ANSWER, up to three for CHOICES, none for HANDOVER; best first.

    beside: for ANSWER the other rules of its topic that hold for the asker; for HANDOVER those that contradict.
    """

    outcome: Outcome
    rules: tuple[Standing, ...]
    beside: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    number: int
    by_key: Mapping[str, Standing]
    index: ranking.Index
    shared: Mapping[UUID, Ruling]
    said: dict[frozenset[UUID], Merged | Conflict] = field(default_factory=dict, kw_only=True)
    local: LocalWords


@dataclass(frozen=True, slots=True)
class _Topics:
    """The rules that hold for an asker, one for each topic to be looked for, and those that stand beside it."""

    by_key: Mapping[str, Standing]
    beside: Mapping[UUID, tuple[Standing, ...]]
    conflicts: Mapping[UUID, tuple[Standing, ...]]


_held: OrderedDict[UUID, _Held] = OrderedDict()
_lock = threading.Lock()


def document_of(standing: Standing, texts: Texts | None, own_words: tuple[str, ...] = ()) -> Document:
    """A rule as the ranking knows it; without texts when it has been read already.

    A wrong permission costs more than any other mistake.
    """
    permits = standing.verdict in {RulingVerdict.MAY, RulingVerdict.NEED_NOT}
    return Document(
        key=str(standing.version_id),
        slug=standing.library_slug or None,
        title=texts.title if texts else "",
        text=texts.text if texts else "",
        translations=texts.translations if texts else (),
        own_words=own_words,
        risk=Risk.PERMITS if permits else Risk.NEUTRAL,
    )


def find(question: str, place: Place, *, employer_id: UUID, today: date) -> Found:
    """What may answer a question for somebody standing there on a day.

    Only rules in force for the place take part. Rules of one topic are one answer: the stricter wins, part by part, and
    of a topic whose rules contradict nothing is answered. One query when the employer's rules have not changed, up to
    nine when they have.
    """
    held = _current(employer_id)
    topics = _topics(held, place, today=today) if held else None
    if held is None or topics is None:
        return Found(Outcome.HANDOVER, ())
    answer = held.index.rank(spelled_out(question, held.local), among=topics.by_key.keys())
    best = tuple(topics.by_key[hit.key] for hit in answer.hits[:HEADINGS_MAX])
    if answer.outcome is Outcome.HANDOVER or not best:
        return Found(Outcome.HANDOVER, ())
    if contradicting := topics.conflicts.get(best[0].rule_id):
        return Found(Outcome.HANDOVER, (), contradicting)
    if answer.outcome is Outcome.ANSWER:
        return Found(Outcome.ANSWER, best[:1], topics.beside.get(best[0].rule_id, ()))
    return Found(Outcome.CHOICES, tuple(row for row in best if row.rule_id not in topics.conflicts))


def nearest(text: str, place: Place, *, employer_id: UUID, today: date) -> tuple[Standing, ...]:
    """The rules nearest to a question that is still being typed, best first, at most three."""
    held = _current(employer_id)
    topics = _topics(held, place, today=today) if held else None
    if held is None or topics is None:
        return ()
    hits = held.index.rank(spelled_out(text, held.local), among=topics.by_key.keys()).hits
    return tuple(topics.by_key[hit.key] for hit in hits[:HEADINGS_MAX] if hit.score > 0)


def _topics(held: _Held, place: Place, *, today: date) -> _Topics | None:
    """None when no rule holds."""
    applying = {key: row for key, row in held.by_key.items() if row.answers(place, today=today)}
    meeting: dict[str, list[Standing]] = defaultdict(list)
    for row in applying.values():
        if row.version_id in held.shared:
            meeting[row.slug].append(row)
    beside: dict[UUID, tuple[Standing, ...]] = {}
    conflicts: dict[UUID, tuple[Standing, ...]] = {}
    for rows in (rows for rows in meeting.values() if len(rows) > 1):
        said = _said_together(held, rows)
        keys = said.keys if isinstance(said, Conflict) else (said.quoted, *(other.key for other in said.others))
        ordered = sorted((row for row in rows if row.rule_id in keys), key=lambda row: keys.index(row.rule_id))
        into, found = (conflicts, ordered) if isinstance(said, Conflict) else (beside, ordered[1:])
        into[ordered[0].rule_id] = tuple(found)
        for row in rows:
            if row is not ordered[0]:
                del applying[str(row.version_id)]
    return _Topics(applying, beside, conflicts) if applying else None


def _said_together(held: _Held, rows: Sequence[Standing]) -> Merged | Conflict:
    """Half a millisecond the first time."""
    key = frozenset(row.version_id for row in rows)
    if key not in held.said:
        held.said[key] = merge([Member(row.rule_id, held.shared[row.version_id], width_of(row.scope)) for row in rows])
    return held.said[key]


def _current(employer_id: UUID) -> _Held | None:
    number = agreements.rule_set_number()
    with _lock:
        held = _held.get(employer_id)
        if held and held.number == number:
            _held.move_to_end(employer_id)
            return held
    held = _read(number)
    if held is None:
        return None
    with _lock:
        _held[employer_id] = held
        _held.move_to_end(employer_id)
        while len(_held) > EMPLOYERS_HELD:
            _held.popitem(last=False)
    return held


def _read(number: int) -> _Held | None:
    """The employer's rules with their index; None while more are unread than an asker can wait for.

    Leaving the unread ones out would let a neighbour answer in their place, so then nothing answers at all.
    """
    rows = agreements.standing_rules()
    stored = _stored_analyses()
    unread = [row.version_id for row in rows if str(row.version_id) not in stored]
    if len(unread) > UNREAD_MAX:
        return None
    texts = agreements.texts_of(unread) if unread else {}
    own = agreements.own_words()
    index = ranking.build(
        [document_of(row, texts.get(row.version_id), own.get(row.rule_id, ())) for row in rows],
        library=library.load(),
        vectors=vectors.load(),
        analysed=stored,
    )
    times = Counter(row.slug for row in rows)
    shared = rulings_of([row.version_id for row in rows if times[row.slug] > 1])
    local = local_words(LocalWord.objects.order_by("spoken").values_list("spoken", "meaning"))
    return _Held(number, {str(row.version_id): row for row in rows}, index, shared, local)


def _stored_analyses() -> dict[str, bytes]:
    """By version. Some megabytes: read in the wire's binary form, a third of the time that Django's own takes.

    One of another analyser is left out: it would be read as nothing.
    """
    found = Analysis.objects.filter(analyser=str(analysis_version)).values_list("version_id", "body")
    sql, parameters = found.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.cursor.format = Format.BINARY
        cursor.execute(sql, parameters)
        return {str(version_id): body for version_id, body in cursor.fetchall()}


def forget_all() -> None:
    """Empties the process's memory of rules (tests and benches that begin anew)."""
    with _lock:
        _held.clear()
