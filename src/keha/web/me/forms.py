"""Shapes of my own page's forms."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class LanguageForm(forms.Form):
    """One of the three."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


class InviteForm(forms.Form):
    """Which team mate. people: the ids that may be chosen."""

    person = forms.UUIDField(error_messages={"required": _("Choose whom the code is for.")})

    def __init__(self, *args: Any, people: Sequence[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = frozenset(people)

    def clean_person(self) -> UUID:
        """Only a team mate; the answer is the same for a stranger and for nobody."""
        person: UUID = self.cleaned_data["person"]
        if person not in self._people:
            raise forms.ValidationError(_("Choose a team mate from the list."))
        return person
