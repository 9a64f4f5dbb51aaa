"""The shape of what is told of an important number."""

from collections.abc import Iterator
from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from keha.foundation.languages import said
from keha.organisation import duty
from keha.organisation.actions.numbers import Told
from keha.organisation.duty import Hours
from keha.organisation.models import Number
from keha.organisation.queries import KeptPlaces
from keha.organisation.rules import NumberKind
from keha.organisation.wording import NUMBER_KINDS, REASONS
from keha.web.components.templatetags.keha_look import WEEKDAYS, spoken_time
from keha.web.shell.languages import reader_language

WEEK = range(1, 8)
NAME_MAX, POSITION_MAX = 120, 99
WHOLE = "all"
CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
TOO_LONG = {"max_length": _("This is too long. Write it shorter.")}
NOT_A_TIME = {"invalid": _("Write a time like 7 or 7.30.")}


class Clock(forms.TimeField):
    """A time as people write it: 7, 7.30, 7:30; and 24, which is midnight."""

    def to_python(self, value: Any) -> time | None:
        written = str(value or "").strip()
        return time(0) if written in {"24", "24.00", "24:00"} else super().to_python(written)


def _clock() -> Clock:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return Clock(required=False, input_formats=["%H.%M", "%H:%M", "%H"], error_messages=dict(NOT_A_TIME), widget=widget)


class NumberForm(forms.Form):
    """Whose number, of which place, and on each weekday from when to when it is answered."""

    name_fi = forms.CharField(
        label=_("Name in Finnish"), max_length=NAME_MAX,
        error_messages={"required": REASONS["organisation.number-without-name"], **TOO_LONG},
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telephone number"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"}),
        error_messages={"required": REASONS["organisation.not-a-phone-number"], **TOO_LONG},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What number it is"), choices=list(NUMBER_KINDS.items()), error_messages=CHOOSE)
    place = forms.ChoiceField(label=_("Where it holds"), error_messages=CHOOSE)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=NAME_MAX, required=False, error_messages=TOO_LONG)
    name_en = forms.CharField(label=_("Name in English"), max_length=NAME_MAX, required=False, error_messages=TOO_LONG)
    position = forms.IntegerField(
        label=_("Place in the list, 0 is the first"), min_value=0, max_value=POSITION_MAX, initial=0, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Write a number from 0 to 99.")),
    )  # fmt: skip

    def __init__(self, *args: Any, kept: KeptPlaces, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["place"].choices = list(_places(kept))  # type: ignore[attr-defined]
        for weekday in WEEK:
            self.fields[f"from_{weekday}"], self.fields[f"to_{weekday}"] = _clock(), _clock()

    def clean_phone(self) -> str:
        """As it is dialled."""
        phone = duty.dialled(self.cleaned_data["phone"])
        if not phone:
            raise forms.ValidationError(REASONS["organisation.not-a-phone-number"])
        return phone

    def clean(self) -> dict[str, Any]:
        """A day has both times, or neither."""
        found = super().clean() or {}
        for weekday in WEEK:
            pair = (f"from_{weekday}", f"to_{weekday}")
            given = [name for name in pair if found.get(name) is not None]
            if len(given) == 1 and not self.errors.keys() & set(pair):
                empty = next(name for name in pair if name not in given)
                self.add_error(empty, forms.ValidationError(_("Write both times of the day, or neither.")))
        return found

    def days(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each weekday's name with its two fields."""
        names = WEEKDAYS[reader_language()]
        for weekday in WEEK:
            yield names[weekday - 1], self[f"from_{weekday}"], self[f"to_{weekday}"]

    def plain(self) -> list[forms.BoundField]:
        """The fields above the hours."""
        return [self[name] for name in ("name_fi", "phone", "kind", "place")]

    def more(self) -> list[forms.BoundField]:
        """The fields that may be left as they are."""
        return [self[name] for name in ("name_sv", "name_en", "position")]

    def told(self) -> Told:
        """What was told. Only of a valid form."""
        found = self.cleaned_data
        area, site = (_id_in(found["place"], kind) for kind in ("area", "site"))
        return Told(
            kind=NumberKind(found["kind"]), phone=found["phone"], area_id=area, site_id=site,
            names={language: found[f"name_{language}"] for language in ("fi", "sv", "en")},
            position=found["position"] or 0,
            hours=tuple(
                Hours(weekday, found[f"from_{weekday}"], found[f"to_{weekday}"])
                for weekday in WEEK
                if found[f"from_{weekday}"] is not None
            ),
        )  # fmt: skip


def _id_in(place: str, kind: str) -> UUID | None:
    found, _colon, written = place.partition(":")
    return UUID(written) if found == kind else None


def _places(kept: KeptPlaces) -> Iterator[tuple[str, Any]]:
    language = reader_language()
    yield from ((f"site:{site.pk}", said(site, "name", language).text) for site in kept.sites)
    yield from ((f"area:{area.pk}", said(area, "name", language).text) for area in kept.areas)
    if kept.whole:
        yield WHOLE, _("everybody at this employer")


def filled(number: Number) -> dict[str, Any]:
    """A number as the form shows it. One query where the hours have not been read."""
    language = reader_language()
    place = f"site:{number.site_id}" if number.site_id else f"area:{number.area_id}" if number.area_id else WHOLE
    shown: dict[str, Any] = {"place": place, "kind": number.kind, "phone": duty.spaced(number.phone)}
    shown |= {field: getattr(number, field) for field in ("name_fi", "name_sv", "name_en", "position")}
    for one in number.hours.all():
        shown[f"from_{one.weekday}"] = spoken_time(one.starts, language=language)
        shown[f"to_{one.weekday}"] = spoken_time(one.ends, language=language)
    return shown
