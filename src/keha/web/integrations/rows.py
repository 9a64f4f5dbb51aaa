"""Heaps of rows, and what came of them, as a page shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from keha.foundation.languages import said
from keha.foundation.verdict import Verdict
from keha.integrations import policies, queries
from keha.integrations.models import SheetRow
from keha.integrations.queries import Story
from keha.integrations.rules import RowState
from keha.web.shell.reasons import sentences


@dataclass(frozen=True, slots=True)
class Heap:
    """Rows that share a fate. key: in the address; states: which rows."""

    key: str
    name: Any
    states: tuple[RowState, ...]
    count: int


NAMES: Sequence[tuple[str, Any, tuple[RowState, ...]]] = (
    ("eye", _("Needs your eye"), (RowState.EYE,)),
    ("new", _("New rules"), (RowState.NEW,)),
    ("change", _("Changes"), (RowState.CHANGE,)),
    ("same", _("Same as now"), (RowState.SAME,)),
    ("skipped", _("Left out"), (RowState.SKIPPED,)),
)


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row in a heap. reasons: sentences."""

    number: int
    title: str
    reasons: list[Any]


def row_lines(rows: Iterable[SheetRow]) -> list[RowLine]:
    """Rows with their reasons in words."""
    return [RowLine(row.number, row.title, sentences(Verdict(tuple(row.reasons)))) for row in rows]


def heaps_of(story: Story) -> list[Heap]:
    """A sheet's rows by what they would do."""
    return [Heap(key, name, states, sum(story.counts.get(s, 0) for s in states)) for key, name, states in NAMES]


def applied_of(story: Story, *, at: datetime, page: str) -> dict[str, Any]:
    """What came of a sheet, and whether it can be taken back."""
    applying = story.applying
    if applying is None:
        return {}
    language = (get_language() or "fi")[:2]
    found = queries.applied_rows(applying)
    sums = queries.sums_of(applying)
    paginator = Paginator(found, 50)
    paginator.count = sums.new + sums.changed  # counted already
    shown = paginator.get_page(page)
    return {
        "applying": applying, "undoing": story.undoing, "sums": sums, "page": shown,
        "same": story.counts.get(RowState.SAME, 0), "skipped": story.counts.get(RowState.SKIPPED, 0),
        "made": [
            {
                "rule_id": row.version.rule_id, "title": said(row.version, "title", language).text, "is_new": row.is_new,
                "undone": row.undone_at is not None,
                "trouble": sentences(Verdict((row.trouble,)))[0] if row.trouble else "",
            }
            for row in shown
        ],
        "may_undo": story.undoing is None and bool(policies.may_undo(applying, at=at)),
        "undo_until": applying.at + policies.UNDO,
    }  # fmt: skip
