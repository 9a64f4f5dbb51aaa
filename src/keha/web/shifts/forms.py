"""The shapes of what is typed: one shift, a new roster."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.foundation.languages import said
from keha.organisation.models import Person, Site
from keha.presence.rules import interval
from keha.shifts.models import Assignment
from keha.shifts.rules import LETTER_LENGTH, Shift, letter_of
from keha.web.presence.forms import CHOOSE, DayField, HoursField
from keha.web.shell.languages import reader_language

NO_HOURS = _("Write the hours like 6-14 or 22-6.")
EDITIONS = 1_000_000


class ShiftForm(forms.Form):
    """One shift of a roster."""

    def __init__(self, data: Any, *, people: Sequence[Person], sites: Sequence[Site], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        language = reader_language()
        self.fields["person"] = forms.ChoiceField(
            label=_("Who"), choices=[(str(one.pk), one.name) for one in people], error_messages=CHOOSE
        )
        self.fields["day"] = DayField(_("Day"))
        self.fields["hours"] = HoursField(label=_("Hours, as 6-14"))
        self.fields["site"] = forms.ChoiceField(
            label=_("Site"), choices=[(str(one.pk), said(one, "name", language).text) for one in sites],
            error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["letter"] = forms.CharField(
            label=_("Letter (A, I, Y…)"), required=False, max_length=LETTER_LENGTH,
            error_messages={"max_length": _("The letter has six signs at most.")},
            widget=forms.TextInput(attrs={"autocomplete": "off", "size": 6}),
        )  # fmt: skip
        self.fields["edition"] = forms.IntegerField(
            required=False, min_value=0, max_value=EDITIONS, widget=forms.HiddenInput()
        )
        self.people, self.sites = people, sites

    def clean_hours(self) -> Any:
        """One spell."""
        hours = self.cleaned_data["hours"]
        if len(hours) != 1:
            raise forms.ValidationError(NO_HOURS)
        return hours[0]

    def shift(self) -> Shift:
        """What was told. Only of a valid form."""
        told = self.cleaned_data
        begin, end = interval(told["day"], *told["hours"])
        person = next(one for one in self.people if str(one.pk) == told["person"])
        site = next(one for one in self.sites if str(one.pk) == told["site"])
        return Shift(person.pk, site.pk, begin, end, told["letter"] or letter_of(begin, end))

    @property
    def edition(self) -> int:
        """The edition that was before the editor; 0 when the form does not say. Only of a valid form."""
        return self.cleaned_data.get("edition") or 0


def initial_of(found: Assignment) -> dict[str, Any]:
    """A shift as the form shows it."""
    begin, end = (timezone.localtime(one) for one in (found.period.lower, found.period.upper))
    return {
        "person": str(found.person_id), "day": begin.date(), "hours": f"{_clock(begin)}-{_clock(end)}",
        "site": str(found.site_id), "letter": found.letter, "edition": found.edition,
    }  # fmt: skip


def _clock(at: datetime) -> str:
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)


class BeginForm(forms.Form):
    """A new roster: from which Monday, how many weeks, and what it begins from."""

    FROM = (("weeks", pgettext_lazy("roster from", "the typed weeks")), ("before", pgettext_lazy("roster from", "the roster before")), ("empty", pgettext_lazy("roster from", "empty")))  # fmt: skip

    def __init__(self, data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["first"] = DayField(_("From which Monday"))
        self.fields["weeks"] = forms.TypedChoiceField(
            label=_("How many weeks"), choices=[(str(n), str(n)) for n in range(1, 7)], coerce=int,
            error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["source"] = forms.ChoiceField(label=_("Begin with"), choices=self.FROM, error_messages=CHOOSE)

    def days(self) -> tuple[date, date]:
        """The first and the last day. Only of a valid form."""
        first: date = self.cleaned_data["first"]
        return first, first + timedelta(days=7 * self.cleaned_data["weeks"] - 1)
