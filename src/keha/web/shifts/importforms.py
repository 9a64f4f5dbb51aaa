"""The shapes of what is said of a roster's file: its letters, its columns, whom a row means."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keha.foundation.languages import said as told_in
from keha.integrations.roster_sheets.cells import AWAY, DAY, FREE, PROBABLY_AWAY, said
from keha.integrations.roster_sheets.layouts import is_enough
from keha.integrations.wording import ROSTER_FIELDS
from keha.organisation.models import Person, Team
from keha.shifts.actions.letters import Meant
from keha.shifts.rules import Means
from keha.web.integrations.forms import BringForm
from keha.web.presence.forms import CHOOSE
from keha.web.shell.languages import reader_language

SHOWN, MEANING_MAX = 40, 40
NO_MEANING = _("Write hours like 6-14, or “off”, or “away”.")


class BringRosterForm(BringForm):
    """A file, or a pasted table, and whose roster it is."""

    def __init__(self, *args: Any, teams: Sequence[Team], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.teams, language = teams, reader_language()
        self.fields["team"] = forms.ChoiceField(
            label=_("Team"), choices=[(str(one.pk), told_in(one, "name", language).text) for one in teams],
            error_messages=CHOOSE,
        )  # fmt: skip
        self.order_fields(["team", "file", "pasted"])

    def team(self) -> Team:
        """Whose roster it is. Only of a valid form."""
        return next(one for one in self.teams if str(one.pk) == self.cleaned_data["team"])


class LettersForm(forms.Form):
    """A meaning for each letter that the team's rosters have not had: hours, a day off, away; blank leaves it open."""

    def __init__(self, data: Any = None, *, signs: Mapping[str, int]) -> None:
        super().__init__(data)
        self.signs = sorted(signs, key=lambda sign: (-signs[sign], sign))[:SHOWN]
        for number, sign in enumerate(self.signs):
            self.fields[f"sign-{number}"] = forms.CharField(
                label=f"{sign} ({signs[sign]})", required=False, max_length=MEANING_MAX, strip=True,
                initial=_("away") if sign.casefold() in PROBABLY_AWAY else "",
                error_messages={"max_length": NO_MEANING}, widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What is written has a meaning."""
        given: dict[str, Any] = super().clean() or {}
        for number in range(len(self.signs)):
            text = given.get(f"sign-{number}", "")
            if text and _meaning("?", text) is None:
                self.add_error(f"sign-{number}", NO_MEANING)
        return given

    def letters(self) -> list[Meant]:
        """What was told. Only of a valid form."""
        told = ((sign, self.cleaned_data[f"sign-{number}"]) for number, sign in enumerate(self.signs))
        return [one for sign, text in told if text and (one := _meaning(sign, text))]


def _meaning(sign: str, text: str) -> Meant | None:
    if text.casefold() in FREE:
        return Meant(sign, Means.FREE)
    if text.casefold() in AWAY:
        return Meant(sign, Means.AWAY)
    found = said(text, {})
    if len(found.spells) != 1:
        return None
    spell = found.spells[0]
    return Meant(sign, Means.WORK, _time(spell.starts), _time(spell.ends))


def _time(minutes: int) -> time:
    return time(minutes % DAY // 60, minutes % 60)


COLUMN = [("", _("Not taken in")), *((field.value, name) for field, name in ROSTER_FIELDS.items())]


class ColumnsForm(forms.Form):
    """What each column of a list holds."""

    def __init__(self, data: Any = None, *, headings: Sequence[str]) -> None:
        super().__init__(data)
        self.count = len(headings)
        for number, heading in enumerate(headings[:SHOWN]):
            label = heading[:60] or _("Column %(number)s") % {"number": number + 1}
            self.fields[f"col-{number}"] = forms.ChoiceField(
                label=label, choices=COLUMN, required=False, error_messages=CHOOSE
            )

    def clean(self) -> dict[str, Any]:
        """Each field once; whose row, which day, and what."""
        given: dict[str, Any] = super().clean() or {}
        taken = [name for number in range(self.count) if (name := given.get(f"col-{number}", ""))]
        if len(taken) != len(set(taken)):
            self.add_error(None, _("Two columns hold the same. Choose each once."))
        elif not is_enough(taken):
            self.add_error(None, _("Choose at least the name, the day, and the times or the letter."))
        return given

    def columns(self) -> list[str]:
        """A field's name or "" for each column of the file. Only of a valid form."""
        return [self.cleaned_data.get(f"col-{number}", "") for number in range(self.count)]


class MeantForm(forms.Form):
    """Whom a row means."""

    def __init__(self, data: Any = None, *, people: Sequence[Person], prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["meant"] = forms.ChoiceField(
            label=_("Who is this?"), choices=[(str(one.pk), one.name) for one in people], error_messages=CHOOSE
        )
