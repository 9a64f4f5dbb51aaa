"""Shapes of the forms on shared tablets."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NAME_MAX = 60


class NewTabletForm(forms.Form):
    """Which team's, and what people call it. teams: those that may be chosen, id and name."""

    team = forms.ChoiceField(
        label=_("Which team's tablet?"),
        error_messages={"required": _("Choose a team."), "invalid_choice": _("Choose one of these teams.")},
    )
    name = forms.CharField(
        label=_("What do you call it?"), help_text=_("For example: the kitchen's tablet"), max_length=NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the tablet a name."), "max_length": _("This is too long. Write it shorter.")},
    )  # fmt: skip

    def __init__(self, *args: Any, teams: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["team"]
        field.choices = teams
        if len(teams) == 1:
            self.initial.setdefault("team", teams[0][0])
