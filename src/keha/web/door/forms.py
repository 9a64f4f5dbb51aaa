"""Shapes of the door's forms."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """A one-time code, with or without dashes."""

    code = forms.CharField(
        max_length=40,
        error_messages={"required": _("Write the code first."), "max_length": _("A code has eight numbers.")},
    )
