"""What the pages of skills share: things as rows, verdicts as sentences, and forms that keep what was written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect

from keha.foundation.languages import said
from keha.foundation.verdict import Refused
from keha.skills import rules
from keha.skills.models import Held, Skill
from keha.skills.rules import Judged, Level, Reader, SkillKind
from keha.skills.wording import KINDS_MANY, LEVELS, REASONS
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked

# At which field a refusal stands; the others stand above the form.
FIELDS = {
    "skills.not-yet": ("since", "on"), "skills.ends-before-it-begins": ("until",),
    "skills.inducts-oneself": ("inducted_by",), "skills.need-already": ("skill",), "skills.task-already": ("name_fi",),
    "skills.restricted-certificate": ("is_restricted",), "skills.kind-stays": ("kind",), "skills.retired": ("skill",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A thing that a person has. words: her own of an ability; state: over, soon, unseen or blank."""

    id: UUID
    skill_id: UUID
    name: str
    words: Any
    until: date | None
    state: str
    is_restricted: bool
    seen_by: str
    in_use: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind, and what of the catalogue is not among them."""

    kind: str
    title: Any
    lines: list[Line]
    more: list[tuple[UUID, str]]


def line_of(row: Held, language: str, *, today: date) -> Line:
    """One row of a list."""
    return Line(
        id=row.pk, skill_id=row.skill_id, name=said(row.skill, "name", language).text,
        words=LEVELS[Level(row.level)] if row.level else "", until=row.until_date, state=_state(row, today),
        is_restricted=row.skill.is_restricted, seen_by=row.seen_by.name if row.seen_by else "",
        in_use=row.skill.retired_at is None,
    )  # fmt: skip


def _state(row: Held, today: date) -> str:
    if rules.is_over(row.until_date, on=today):
        return "over"
    if row.skill.kind == SkillKind.CERTIFICATE and row.seen_at is None:
        return "unseen"
    return "soon" if rules.ends_soon(row.until_date, on=today) else ""


def groups(
    held: Iterable[Held], catalogue: Iterable[Skill], *, today: date, kinds: Iterable[SkillKind] = tuple(SkillKind)
) -> list[Group]:
    """A person's things by kind, and what she could add."""
    language, rows, catalogue = reader_language(), list(held), list(catalogue)
    has = {row.skill_id for row in rows}
    found = []
    for kind in kinds:
        lines = [line_of(row, language, today=today) for row in rows if row.skill.kind == kind]
        more = [(s.pk, said(s, "name", language).text) for s in catalogue if s.kind == kind and s.pk not in has]
        found.append(Group(kind.value, KINDS_MANY[kind], sorted(lines, key=lambda line: line.name.casefold()), more))
    return found


@dataclass(frozen=True, slots=True)
class Choosable:
    """Whether somebody can be chosen for a site, in the words that this reader may hear."""

    site: str
    ok: bool
    reasons: list[str]


def choosable(site: str, judged: Judged, reader: Reader, names: Mapping[UUID, str]) -> Choosable:
    """A verdict in words: each reason that the reader hears, with the thing's name and the day on which it ended."""
    told = [_reason(str(REASONS[one.code]), one, names) for one in judged.told(reader)]
    hidden = [str(REASONS[code]) for code in judged.seen_by(reader).reasons if code == rules.NOT_SELECTABLE]
    return Choosable(site, bool(judged), told + hidden)


def _reason(sentence: str, missing: rules.Missing, names: Mapping[UUID, str]) -> str:
    name = names.get(missing.skill, "") if missing.skill else ""
    day = f"{missing.until.day}.{missing.until.month}.{missing.until.year}" if missing.until else ""
    more = ", ".join(part for part in (name, day) if part)
    return f"{sentence} ({more})" if more else sentence


def names_of(catalogue: Iterable[Skill]) -> dict[UUID, str]:
    """Things by id, in the reader's language."""
    language = reader_language()
    return {row.pk: said(row, "name", language).text for row in catalogue}


def carried_out(form: forms.Form, do: Callable[[], object]) -> bool:
    """Does what a form tells. A mistake, or a refusal, comes back at its field, and nothing that was written is lost."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refused:
        for code in refused.verdict.reasons:
            at = next((name for name in FIELDS.get(code, ()) if name in form.fields), None)
            form.add_error(at, forms.ValidationError(REASONS[code]))
        return False
    return True


def led(request: Asked, path: str, told: str) -> HttpResponseRedirect:
    """Back to a page, with what was done."""
    messages.success(request, told)
    return HttpResponseRedirect(path, status=303)
