"""The shapes of what is typed: weeks, one day, an absence, duty."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keha.foundation.languages import said
from keha.organisation.models import Person, Site
from keha.presence.actions import DutyHours, WorkDay
from keha.presence.models import Duty, WeeklyPattern
from keha.presence.rules import ExceptionKind, NotHours, hours_in, written
from keha.presence.wording import EXCEPTIONS
from keha.web.components.templatetags.keha_look import WEEKDAYS
from keha.web.shell.languages import reader_language

Spell = tuple[time, time]
LENGTH = 40
FAR = timedelta(days=731)
CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
TOO_LONG = {"max_length": _("This is too long. Write it like 6-14.")}
NOT_HOURS = _("Write it like 6-14 or 22-6. Leave it empty for a free day.")
NOT_A_DAY = {"invalid": _("Choose a day, or write it like 24.11.2026."), "required": _("Choose a day.")}


class HoursField(forms.CharField):
    """Hours of a day as people write them; empty: none."""

    def __init__(self, **kw: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "size": 6})
        super().__init__(required=False, max_length=LENGTH, error_messages=dict(TOO_LONG), widget=widget, **kw)

    def clean(self, value: Any) -> list[Spell]:
        """The spells, by start."""
        try:
            return hours_in(super().clean(value))
        except NotHours:
            raise forms.ValidationError(NOT_HOURS) from None


class DayField(forms.DateField):
    """A day, chosen or written, at most two years from today."""

    def __init__(self, label: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        formats = ["%Y-%m-%d", "%d.%m.%Y"]
        super().__init__(label=label, input_formats=formats, error_messages=dict(NOT_A_DAY), widget=widget)

    def clean(self, value: Any) -> date:
        """The day."""
        day: date = super().clean(value)
        if abs(day - timezone.localdate()) > FAR:
            raise forms.ValidationError(_("This day is too far away. Check the year."))
        return day


def _places(sites: Sequence[Site]) -> list[tuple[str, str]]:
    return [(str(site.pk), said(site, "name", reader_language()).text) for site in sites]


@dataclass(frozen=True, slots=True)
class PersonDays:
    """A person's fields. site: none where the team serves one site alone."""

    name: str
    days: list[tuple[str, forms.BoundField]]
    site: forms.BoundField | None


class WeeksForm(forms.Form):
    """The weeks of a team's people: a field for each weekday of each person."""

    def __init__(
        self, data: Any, *, people: Sequence[Person], patterns: Sequence[WeeklyPattern], sites: Sequence[Site]
    ) -> None:
        super().__init__(data)
        self.people, self.sites = people, {str(site.pk): site for site in sites}
        self.kept: dict[UUID, dict[int, list[WeeklyPattern]]] = defaultdict(lambda: defaultdict(list))
        for row in patterns:
            self.kept[row.person_id][row.weekday].append(row)
        for person in people:
            for weekday in range(7):
                initial = written([(row.starts, row.ends) for row in self.kept[person.pk][weekday]])
                self.fields[f"d{weekday}_{person.pk}"] = HoursField(initial=initial)
            self.fields[f"site_{person.pk}"] = forms.ChoiceField(
                label=_("Site"), choices=_places(sites), required=False, initial=self._usual_site(person.pk),
                error_messages=CHOOSE,
            )  # fmt: skip

    def _usual_site(self, person_id: UUID) -> str:
        rows = [str(row.site_id) for of_day in self.kept[person_id].values() for row in of_day]
        known = [one for one in rows if one in self.sites]
        return max(sorted(known), key=known.count) if known else next(iter(self.sites), "")

    def rows(self) -> Iterator[PersonDays]:
        """Each person's fields."""
        names = WEEKDAYS[reader_language()]
        for person in self.people:
            days = [(names[weekday], self[f"d{weekday}_{person.pk}"]) for weekday in range(7)]
            yield PersonDays(person.name, days, self[f"site_{person.pk}"] if len(self.sites) > 1 else None)

    def changed_weeks(self) -> list[tuple[Person, list[WorkDay]]]:
        """The people whose week is now another, each with the whole of it. Only of a valid form."""
        return [
            (person, days)
            for person in self.people
            if (days := self._days(person.pk)) is not None and _plain(days) != self._kept_plain(person.pk)
        ]

    def _days(self, person_id: UUID) -> list[WorkDay] | None:
        chosen = self.sites.get(self.cleaned_data[f"site_{person_id}"] or self._usual_site(person_id))
        is_moved = chosen is not None and str(chosen.pk) != self._usual_site(person_id)
        days = []
        for weekday in range(7):
            kept = {(row.starts, row.ends): str(row.site_id) for row in self.kept[person_id][weekday]}
            own = next(iter(kept.values()), "")
            for starts, ends in self.cleaned_data[f"d{weekday}_{person_id}"]:
                stays = self.sites.get(kept.get((starts, ends), own))
                site = chosen if is_moved or stays is None else stays
                if site is None:
                    return None
                days.append(WorkDay(weekday, starts, ends, site))
        return days

    def _kept_plain(self, person_id: UUID) -> list[tuple[int, time, time, str]]:
        rows = [row for of_day in self.kept[person_id].values() for row in of_day]
        return sorted((row.weekday, row.starts, row.ends, str(row.site_id)) for row in rows)


def _plain(days: Sequence[WorkDay]) -> list[tuple[int, time, time, str]]:
    return sorted((day.weekday, day.starts, day.ends, str(day.site.pk)) for day in days)


class DayForm(forms.Form):
    """One day of a person is otherwise."""

    person = forms.ChoiceField(label=_("Who?"), error_messages=CHOOSE)
    day = DayField(_("Which day?"))
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=[(kind.value, words) for kind, words in EXCEPTIONS.items()],
        widget=forms.RadioSelect, error_messages=CHOOSE, initial=ExceptionKind.OFF.value,
    )  # fmt: skip
    hours = HoursField(label=_("From when to when, like 6-14"))
    site = forms.ChoiceField(label=_("Site"), required=False, error_messages=CHOOSE)

    def __init__(self, data: Any = None, *, people: Sequence[Person], sites: Sequence[Site]) -> None:
        super().__init__(data)
        choices(self, "person", [(str(person.pk), person.name) for person in people])
        choices(self, "site", _places(sites))

    def clean(self) -> dict[str, Any]:
        """One spell, unless it is a day off."""
        found = super().clean() or {}
        needs_hours = found.get("kind") != ExceptionKind.OFF
        if "hours" in found and needs_hours and len(found["hours"]) != 1:
            self.add_error("hours", forms.ValidationError(_("Write one spell of hours, like 6-14.")))
        return found


class AwayForm(forms.Form):
    """A person is away whole days. Why is not asked."""

    person = forms.ChoiceField(label=_("Who?"), error_messages=CHOOSE)
    first = DayField(_("First day away"))
    last = DayField(_("Last day away, as far as is known"))

    def __init__(self, data: Any = None, *, people: Sequence[Person]) -> None:
        super().__init__(data, auto_id="away_%s")
        choices(self, "person", [(str(person.pk), person.name) for person in people])

    def clean_last(self) -> date:
        """Not before the first."""
        last: date = self.cleaned_data["last"]
        first = self.cleaned_data.get("first")
        if first and last < first:
            raise forms.ValidationError(_("The last day is before the first."))
        if first and (last - first).days > 366:
            raise forms.ValidationError(_("Write a year at most at a time."))
        return last


class DutyForm(forms.Form):
    """When each supervisor answers for the team: a field for each weekday."""

    def __init__(self, data: Any = None, *, people: Sequence[Person], rows: Sequence[Duty]) -> None:
        super().__init__(data)
        self.people = people
        kept: dict[tuple[UUID, int], list[Spell]] = defaultdict(list)
        for row in rows:
            if row.weekday is not None and row.starts and row.ends:
                kept[row.person_id, row.weekday].append((row.starts, row.ends))
        for person in people:
            for weekday in range(7):
                initial = written(kept[person.pk, weekday])
                self.fields[f"d{weekday}_{person.pk}"] = HoursField(initial=initial)

    def rows(self) -> Iterator[PersonDays]:
        """Each person's fields."""
        names = WEEKDAYS[reader_language()]
        for person in self.people:
            days = [(names[weekday], self[f"d{weekday}_{person.pk}"]) for weekday in range(7)]
            yield PersonDays(person.name, days, None)

    def hours(self, person: Person) -> list[DutyHours]:
        """A person's hours. Only of a valid form."""
        return [
            DutyHours(weekday, starts, ends)
            for weekday in range(7)
            for starts, ends in self.cleaned_data[f"d{weekday}_{person.pk}"]
        ]


class DutyDayForm(forms.Form):
    """One day of a supervisor's duty is otherwise."""

    person = forms.ChoiceField(label=_("Who?"), error_messages=CHOOSE)
    day = DayField(_("Which day?"))
    hours = HoursField(label=_("From when to when; empty: not on duty that day"))

    def __init__(self, data: Any = None, *, people: Sequence[Person]) -> None:
        super().__init__(data, auto_id="day_%s")
        choices(self, "person", [(str(person.pk), person.name) for person in people])

    def clean_hours(self) -> Spell | None:
        """One spell or none."""
        found: list[Spell] = self.cleaned_data["hours"]
        if len(found) > 1:
            raise forms.ValidationError(_("Write one spell of hours, like 6-14."))
        return found[0] if found else None


class PasteForm(forms.Form):
    """A table from a spreadsheet."""

    pasted = forms.CharField(
        label=_("The table"), max_length=20000, strip=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Copied from a spreadsheet or a CSV file. Headings first: name, Mon, Tue, Wed, Thu, Fri, Sat, Sun."),
        error_messages={"required": _("Paste the table here."), "max_length": _("This is too much at a time.")},
    )  # fmt: skip


def choices(form: forms.Form, name: str, wanted: list[tuple[str, str]]) -> None:
    """Gives a field what may be chosen."""
    field: Any = form.fields[name]
    field.choices = wanted
