"""The shapes of what keepers of rules write: a wording with its limits and sources, an adoption, a reason."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.agreements import wording
from keha.agreements.inflection import forms as figures
from keha.agreements.proposals import NOTHING
from keha.agreements.rules import Addressee, Comparison, Decider, Limit, RulingVerdict, SourceKind, Words
from keha.agreements.templates import SourceLine
from keha.foundation.languages import LANGUAGES
from keha.web.shell.languages import reader_language

TITLE_MAX, TEXT_MAX, WORDS_MAX, REASON_MAX = 120, 4000, 200, 500
REQUIRED = _("Write this first.")
TOO_LONG = _("This is too long. Write it shorter.")
ERRORS = {"required": REQUIRED, "max_length": TOO_LONG}
CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}

VERDICTS = (
    (RulingVerdict.MAY.value, pgettext_lazy("ruling", "May")),
    (RulingVerdict.MAY_NOT.value, pgettext_lazy("ruling", "May not")),
    (RulingVerdict.MUST.value, pgettext_lazy("ruling", "Must")),
    (RulingVerdict.NEED_NOT.value, pgettext_lazy("ruling", "Need not")),
    (RulingVerdict.DEPENDS.value, pgettext_lazy("ruling", "It depends: agreed or asked first")),
    (RulingVerdict.INFO.value, pgettext_lazy("ruling", "Only information")),
)
ADDRESSEES = (
    (Addressee.SINA.value, _("To one worker: you may …")),
    (Addressee.TE.value, _("To the team together: you may …")),
)
DECIDERS = tuple((decider.value, wording.DECIDERS[decider]) for decider in Decider)
TOPICS = tuple(wording.TOPICS.items())
COMPARISONS = tuple((comparison.value, wording.COMPARISONS[comparison]) for comparison in Comparison)
SOURCE_KINDS = tuple((kind.value, wording.SOURCE_KINDS[kind]) for kind in SourceKind)


UNNAMED = {
    "celsius": pgettext_lazy("counted", "degrees (°C)"),
    "people": pgettext_lazy("counted", "people"),
    "times": pgettext_lazy("counted", "times"),
    "items": pgettext_lazy("counted", "pieces"),
}


def unit_name(unit: str) -> str:
    """A unit as it is counted, in the reader's language: minuuttia, minuter, minutes."""
    if unit in UNNAMED:
        return str(UNNAMED[unit])
    said: str = figures()["unit"][unit][reader_language()]["plain"][1]
    return said.strip("- ")


def units() -> list[tuple[str, str]]:
    """Every unit that a limit can have, by name."""
    return [("", "–"), *((unit, unit_name(unit)) for unit in {**figures()["unit"], **UNNAMED})]


class PlainSelect(forms.Select):
    """The same choices without a template for each of them: a wording has a hundred, and a phone waits."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The element with its options."""
        marks = {"name": name, **self.build_attrs(self.attrs, attrs)}
        options = (
            format_html(
                '<option value="{}"{}>{}</option>', key, " selected" if str(key) == str(value or "") else "", text
            )
            for key, text in self.choices
        )
        return format_html("<select{}>{}</select>", flatatt(marks), format_html_join("", "{}", ((o,) for o in options)))


def text_field(*, most: int, label: Any = "", required: bool = False, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(max_length=most, required=required, label=label, widget=widget, error_messages=ERRORS)


def choice_field(choices: Any, *, label: Any, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=choices, label=label, required=required, error_messages=CHOOSE, widget=PlainSelect
    )  # fmt: skip


def words(form: forms.Form, field: str) -> Words:
    """A field's words in the three languages, as they were written; empty where they were not."""
    return Words(*(form.cleaned_data.get(f"{field}_{language}", "") for language in LANGUAGES))


def initial_words(field: str, given: Words = NOTHING) -> dict[str, str]:
    """The words as a form shows them first."""
    return {f"{field}_{language}": given.of(language) for language in LANGUAGES}


class WordingForm(forms.Form):
    """What a rule says. Finnish is asked for; the other languages may wait."""

    title_fi = text_field(most=TITLE_MAX, label=_("Heading"), required=True)
    text_fi = text_field(most=TEXT_MAX, label=_("What has been agreed, whole"), required=True, rows=4)
    verdict = choice_field(VERDICTS, label=_("What the rule says"))
    decider = choice_field(DECIDERS, label=_("Who decides within it"))
    addressee = choice_field(ADDRESSEES, label=_("Whom it speaks to"))
    topic = choice_field(TOPICS, label=_("Topic"))
    why_fi = text_field(most=TEXT_MAX, label=_("Why it is so"), rows=2)
    title_sv = text_field(most=TITLE_MAX, label=_("Heading in Swedish"))
    text_sv = text_field(most=TEXT_MAX, label=_("The whole text in Swedish"), rows=4)
    why_sv = text_field(most=TEXT_MAX, label=_("Why, in Swedish"), rows=2)
    title_en = text_field(most=TITLE_MAX, label=_("Heading in English"))
    text_en = text_field(most=TEXT_MAX, label=_("The whole text in English"), rows=4)
    why_en = text_field(most=TEXT_MAX, label=_("Why, in English"), rows=2)

    def of(self, *names: str) -> list[Any]:
        """These fields, bound."""
        return [self[name] for name in names]

    @property
    def main(self) -> list[Any]:
        """What is asked for first."""
        return self.of("title_fi", "text_fi", "verdict", "decider", "addressee", "topic", "why_fi")

    @property
    def others(self) -> list[Any]:
        """The other languages."""
        return self.of("title_sv", "text_sv", "why_sv", "title_en", "text_en", "why_en")


class DecimalText(forms.DecimalField):
    """A number as people write it: 1,5 and 1.5 are the same."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        """The comma made a point first."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class RowForm(forms.Form):
    """A row of a list of rows; one left empty is none."""

    @property
    def is_open(self) -> bool:
        """Whether the row stands open: something in it was written just now, or has to be mended."""
        return self.is_bound and (bool(self.errors) or self.has_changed())


class LimitForm(RowForm):
    """A limit or condition."""

    comparison = choice_field((("", _("No limit here")), *COMPARISONS), label=_("Kind of limit"), required=False)
    value = DecimalText(
        label=_("Figure"), required=False, max_digits=9, decimal_places=3,
        validators=[MinValueValidator(Decimal("0.001")), MaxValueValidator(Decimal(999_999))],
        error_messages={"invalid": _("Write a number."), "min_value": _("Write a number above zero.")},
    )  # fmt: skip
    quantity = choice_field(units, label=_("Unit"), required=False)
    words_fi = text_field(most=WORDS_MAX, label=_("The limit in words"))
    words_sv = text_field(most=WORDS_MAX, label=_("In Swedish"))
    words_en = text_field(most=WORDS_MAX, label=_("In English"))

    def clean(self) -> dict[str, Any]:
        """A kind needs its words, and a limit its figure and unit."""
        given = self.cleaned_data
        kind, has_words = given.get("comparison"), any(given.get(f"words_{code}") for code in LANGUAGES)
        if not kind and (has_words or given.get("value") is not None):
            self.add_error("comparison", CHOOSE["required"])
        if kind and not given.get("words_fi"):
            self.add_error("words_fi", REQUIRED)
        if kind and kind != Comparison.ONLY_IF:
            for name in ("value", "quantity"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, REQUIRED if name == "value" else CHOOSE["required"])
        return given

    def limit(self) -> Limit | None:
        """The limit as it will hold; None for a row left empty."""
        given = self.cleaned_data
        if not given.get("comparison"):
            return None
        kind = Comparison(given["comparison"])
        if kind is Comparison.ONLY_IF:
            return Limit("condition", kind, None, "", words(self, "words"))
        unit = figures()["unit"].get(given["quantity"], {}).get("symbol", "")
        return Limit(given["quantity"], kind, given["value"], unit, words(self, "words"))


class SourceForm(RowForm):
    """Where the rule comes from."""

    kind = choice_field(SOURCE_KINDS, label=_("What it leans on"), required=False)
    name_fi = text_field(most=WORDS_MAX, label=_("Name, as: Working Hours Act 24 §"))
    name_sv = text_field(most=WORDS_MAX, label=_("In Swedish"))
    name_en = text_field(most=WORDS_MAX, label=_("In English"))
    address = forms.URLField(
        max_length=300, required=False, assume_scheme="https", label=_("Web address, if there is one"),
        error_messages={"invalid": _("Write a whole address that begins with https."), "max_length": TOO_LONG},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A source needs its name."""
        given = self.cleaned_data
        rest = any(given.get(name) for name in ("name_sv", "name_en", "address"))
        if rest and not given.get("name_fi"):
            self.add_error("name_fi", REQUIRED)
        return given

    def source(self, read: date | None) -> SourceLine | None:
        """The source as it will stand; None for a row left empty."""
        given = self.cleaned_data
        if not given.get("name_fi"):
            return None
        kind = SourceKind(given.get("kind") or SourceKind.TEAM)
        return SourceLine(kind, words(self, "name"), given.get("address", ""), read)


class ReasonForm(forms.Form):
    """Why a rule is taken out of use."""

    reason = text_field(most=REASON_MAX, label=_("Why is it no longer in use?"), required=True, rows=3)


class OwnWordsForm(forms.Form):
    """Words in which a rule is asked for."""

    text = text_field(most=TITLE_MAX, label=_("In which words would this be asked?"), required=True)


class DayField(forms.DateField):
    """A day from the browser's own calendar, or written 24.11.2026."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d", "%d.%m.%Y")


DAY_ERRORS = {"required": _("Give the day."), "invalid": _("Write a day, as 24.11.2026.")}


class AdoptForm(forms.Form):
    """Who agreed and when, and how long it holds. today: nothing is agreed after it, or ends on it."""

    agreed_by = text_field(most=WORDS_MAX, label=_("Who agreed on it?"), required=True)
    agreed_date = DayField(label=_("When was it agreed?"), error_messages=DAY_ERRORS)
    change = text_field(most=TEXT_MAX, label=_("What changed?"), rows=2)
    review_months = forms.IntegerField(
        min_value=1, max_value=36, label=_("Looked at again after how many months?"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": REQUIRED, "invalid": _("Write a number from 1 to 36."),
            "min_value": _("Write a number from 1 to 36."), "max_value": _("Write a number from 1 to 36."),
        },
    )  # fmt: skip
    valid_until = DayField(
        label=_("Valid until (empty: until further notice)"), required=False, error_messages=DAY_ERRORS
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, today: date, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        if not is_change:
            del self.fields["change"]
        else:
            self.fields["change"].required = True

    def clean_agreed_date(self) -> date:
        """Not in the future."""
        day: date = self.cleaned_data["agreed_date"]
        if day > self._today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean_valid_until(self) -> date | None:
        """After today."""
        day: date | None = self.cleaned_data["valid_until"]
        if day is not None and day <= self._today:
            raise forms.ValidationError(_("Choose a day after today."))
        return day
