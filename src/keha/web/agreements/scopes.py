"""Where a rule shall hold: chosen from the places that the reader may rule for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keha.agreements.keeping import Ground
from keha.foundation.languages import said
from keha.web.shell.languages import reader_language


def ground_name(ground: Ground, language: str) -> str:
    """A place by its name."""
    return said(ground.place, "name", language).text if ground.place else _("everybody at this employer")


def scope_name(draft: Any, language: str) -> str:
    """Whom a draft concerns: a site, a team, an area, or everybody."""
    place = draft.site or draft.team or draft.area
    return said(place, "name", language).text if place else _("everybody at this employer")


class ScopeForm(forms.Form):
    """One of the reader's places."""

    scope = forms.ChoiceField(
        label=gettext_lazy("Whom does it concern?"),
        error_messages={
            "required": gettext_lazy("Choose one."), "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, grounds: Sequence[Ground], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._grounds = {ground.key: ground for ground in grounds}
        language = reader_language()
        field: Any = self.fields["scope"]
        field.choices = [(key, ground_name(ground, language)) for key, ground in self._grounds.items()]

    def ground(self) -> Ground:
        """The place that was chosen."""
        return self._grounds[self.cleaned_data["scope"]]

    @property
    def has_one(self) -> bool:
        """Whether there is nothing to choose from."""
        return len(self._grounds) == 1
