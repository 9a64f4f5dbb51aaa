"""The shape of what is counted, and of what a saving is worked out from."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keha.agreements.wording import TOPICS
from keha.foundation.languages import said
from keha.insights.rules import Assumed
from keha.insights.wording import NO_TOPIC
from keha.organisation.models import Team
from keha.questions.rules import HEARD_MAX, Channel
from keha.questions.wording import CHANNELS
from keha.web.presence.forms import DayField
from keha.web.shell.languages import reader_language

OTHER = "other"
CHOICES = [*TOPICS.items(), (OTHER, NO_TOPIC)]
CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
NOT_A_COUNT = dict.fromkeys(("invalid", "min_value", "max_value"), _("Write a whole number from 0 to 200."))


def topic_of(choice: str) -> str:
    """The topic as it is kept; blank for something else."""
    return "" if choice == OTHER else choice


def _teams(teams: tuple[Team, ...]) -> list[tuple[str, str]]:
    return [(str(team.pk), said(team, "name", reader_language()).text) for team in teams]


class _OfTeam(forms.Form):
    team = forms.ChoiceField(label=_("Team"), widget=forms.RadioSelect, error_messages=CHOOSE)
    channel = forms.ChoiceField(
        label=_("How did it come?"), choices=[(kind.value, words) for kind, words in CHANNELS.items()],
        widget=forms.RadioSelect, initial=Channel.PHONE.value, error_messages=CHOOSE,
    )  # fmt: skip

    def __init__(self, *args: Any, teams: tuple[Team, ...], **kw: Any) -> None:
        super().__init__(*args, **kw)
        field: Any = self.fields["team"]
        field.choices = _teams(teams)
        if teams and "team" not in self.initial:
            self.initial["team"] = str(teams[0].pk)


class TallyForm(_OfTeam):
    """One question: what it was about; the button tells whether the team could have settled it."""

    topic = forms.ChoiceField(
        label=_("What was it about?"), choices=CHOICES, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    could = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], error_messages=CHOOSE)


class DayForm(_OfTeam):
    """All that came on a day, by topic: how many the team could have settled, and how many not."""

    day = DayField(_("Which day?"))

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for key, _words in CHOICES:
            for could in ("yes", "no"):
                self.fields[f"{could}_{key}"] = forms.IntegerField(
                    required=False, min_value=0, max_value=HEARD_MAX, error_messages=dict(NOT_A_COUNT),
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 3}),
                )  # fmt: skip

    def topics(self) -> Iterator[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Each topic's name with its two fields."""
        for key, words in CHOICES:
            yield words, self[f"yes_{key}"], self[f"no_{key}"]

    def counts(self) -> dict[tuple[str, bool], int]:
        """What was counted. Only of a valid form."""
        found = self.cleaned_data
        return {
            (topic_of(key), could == "yes"): found[f"{could}_{key}"] or 0
            for key, _words in CHOICES
            for could in ("yes", "no")
        }


class BeginForm(forms.Form):
    """Since when a team works with rules of its own."""

    start = DayField(_("The team's first day with its own rules"))


class AssumedForm(forms.Form):
    """What a saving is worked out from; anybody may try other figures."""

    minutes = forms.IntegerField(label=_("Minutes that one question takes"), min_value=1, max_value=120)
    shifts = forms.IntegerField(label=_("Worked shifts in a week"), min_value=1, max_value=2000)
    share = forms.IntegerField(label=_("How many of 100 the team could settle"), min_value=0, max_value=100)

    def __init__(self, *args: Any, usual: Assumed, **kw: Any) -> None:
        kw["initial"] = {"minutes": usual.minutes, "shifts": usual.shifts, "share": usual.share}
        super().__init__(*args, **kw)
        for field in self.fields.values():
            field.widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 4})
            field.error_messages = dict.fromkeys(field.error_messages, _("Write a whole number."))

    def assumed(self, usual: Assumed) -> Assumed:
        """What was written; the usual where nothing, or no number, was."""
        if not self.is_bound or not self.is_valid():
            return usual
        return Assumed(**self.cleaned_data)
