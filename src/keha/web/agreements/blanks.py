"""The blanks of a template: each is asked for once, as its kind asks, with the sentence in which it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keha.agreements import templates
from keha.agreements.inflection import BadFigure, Figure, FigureKind, digits, is_numeric, number_of, render
from keha.agreements.inflection import forms as figures
from keha.agreements.proposals import Proposal, refilled
from keha.agreements.templates import BLANK, FigureSlot, Template
from keha.web.agreements.forms import ERRORS, unit_name
from keha.web.shell.languages import reader_language

NUMBER_WRONG = gettext_lazy("Write a number that fits: %(bounds)s.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a template's text; is_blank: a place for a local figure, shown with its example."""

    text: str
    is_blank: bool


def pieces(template: Template, *, only: str = "") -> list[Piece]:
    """The template's text with its blanks marked, in the reader's language. only: the sentences with this blank."""
    text = template.text.of(reader_language())
    if only:
        text = " ".join(one for one in re.split(r"(?<=[.!?])\s+", text) if f"{{{only}" in one) or text
    slots = {slot.key: slot for slot in template.figures}
    found, at = [], 0
    for match in BLANK.finditer(text):
        slot = slots[match["key"]]
        figure = Figure(slot.kind, slot.value, slot.unit, slot.spelled)
        found.append(Piece(text[at : match.start()], is_blank=False))
        found.append(Piece(render(figure, language=reader_language(), form=match["form"] or "plain"), is_blank=True))
        at = match.end()
    return [piece for piece in (*found, Piece(text[at:], is_blank=False)) if piece.text]


def question(slot: FigureSlot) -> str:
    """What the form asks for a blank."""
    match slot.kind:
        case FigureKind.WEEKDAY:
            return _("Which weekday?")
        case FigureKind.DATE:
            return _("Which month?") if _is_month(slot) else _("Which day of the year?")
        case FigureKind.TIME:
            return _("At what time?")
        case FigureKind.NAME:
            return _("What is its name here?")
    return _("How many %(unit)s?") % {"unit": unit_name(slot.unit)} if slot.unit else _("How many?")


def _is_month(slot: FigureSlot) -> bool:
    return slot.kind is FigureKind.DATE and len(slot.value) == len("--05")


def _choices(slot: FigureSlot) -> list[tuple[str, str]]:
    if slot.kind is FigureKind.WEEKDAY:
        return [(day, said[reader_language()]) for day, said in figures()["weekday"].items()]
    months = (f"--{month:02}" for month in range(1, 13))
    form = "short" if reader_language() == "fi" else "plain"
    end = "kuu" if form == "short" else ""
    return [
        (month, render(Figure(FigureKind.DATE, month), language=reader_language(), form=form) + end) for month in months
    ]


def _field(slot: FigureSlot) -> forms.Field:
    if slot.kind is FigureKind.WEEKDAY or _is_month(slot):
        return forms.ChoiceField(choices=[("", "–"), *_choices(slot)], label=question(slot), error_messages=ERRORS)
    attributes = {"inputmode": "decimal"} if is_numeric(slot.kind) else {}
    return forms.CharField(
        max_length=120, label=question(slot), widget=forms.TextInput(attrs=attributes), error_messages=ERRORS
    )


def shown(slot: FigureSlot, value: str) -> str:
    """A kept value as a person writes it: 1,5 · 14.00 · 24.12."""
    if is_numeric(slot.kind):
        return digits(number_of(Figure(slot.kind, value)), language=reader_language())
    if slot.kind is FigureKind.TIME:
        return value.replace(":", ".")
    if slot.kind is FigureKind.DATE and not _is_month(slot):
        month, day = value.removeprefix("--").split("-")
        return f"{int(day)}.{int(month)}."
    return value


def kept(slot: FigureSlot, text: str) -> str:
    """What a person wrote as it is kept: 1.5 · 14:00 · --12-24; what cannot be read is left as it is."""
    if is_numeric(slot.kind):
        return re.sub(r"[\s\u00a0€]", "", text).replace(",", ".")
    if slot.kind is FigureKind.TIME:
        hour, _dot, minutes = text.replace(":", ".").partition(".")
        return f"{hour.zfill(2)}:{minutes or '00'}"
    if slot.kind is FigureKind.DATE and (found := re.fullmatch(r"(\d{1,2})[./ ]+(\d{1,2})\.?", text.strip())):
        return f"--{int(found[2]):02}-{int(found[1]):02}"
    return text


@dataclass(frozen=True, slots=True)
class Asked:
    """A blank on the form: its field, the sentence in which it stands, and an example."""

    field: Any
    pieces: list[Piece]
    example: str


class BlanksForm(forms.Form):
    """The blanks of one template. figures: what they are filled with now."""

    def __init__(self, *args: Any, template: Template, figures: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        self._filled: Proposal | None = None
        for slot in template.figures:
            self.fields[f"figure_{slot.key}"] = _field(slot)
            if figures and slot.key in figures:
                self.initial[f"figure_{slot.key}"] = self._first(slot, figures[slot.key])

    def _first(self, slot: FigureSlot, value: str) -> str:
        is_chosen = slot.kind is FigureKind.WEEKDAY or _is_month(slot)
        return value if is_chosen else shown(slot, value)

    def proposal(self) -> Proposal:
        """The template filled with what was sent. Raises ValueError before it has been found valid."""
        if self._filled is None:
            raise ValueError("not filled")
        return self._filled

    @property
    def asked(self) -> list[Asked]:
        """The blanks in their order."""
        return [
            Asked(self[f"figure_{slot.key}"], pieces(self.template, only=slot.key), _example(slot))
            for slot in self.template.figures
        ]

    def clean(self) -> dict[str, Any]:
        """Fills the template, or says at the field what does not fit there."""
        given = self.cleaned_data
        if self.errors:
            return given
        slots = {slot.key: slot for slot in self.template.figures}
        figures = {key: kept(slot, given[f"figure_{key}"]) for key, slot in slots.items()}
        try:
            self._filled = refilled(self.template, figures)
        except BadFigure as trouble:
            key = trouble.key or next((key for key in slots if figures[key] == trouble.value), next(iter(slots)))
            self.add_error(f"figure_{key}", _wrong(slots[key]))
        except templates.MissingFigure as trouble:
            for key in trouble.keys:
                self.add_error(f"figure_{key}", ERRORS["required"])
        return given


def _example(slot: FigureSlot) -> str:
    is_chosen = slot.kind is FigureKind.WEEKDAY or _is_month(slot)
    return dict(_choices(slot))[slot.value] if is_chosen else shown(slot, slot.value)


def _wrong(slot: FigureSlot) -> str:
    if is_numeric(slot.kind):
        least, most = slot.least or 0, slot.most
        bounds = f"{least}–{most}" if most is not None else (f"≥ {least}" if least else "> 0")
        return str(NUMBER_WRONG) % {"bounds": bounds}
    return _("Write it as in the example.")
