"""Shapes of the door's forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from keha.organisation import pins, rules
from keha.organisation.wording import REASONS


class PinForm(forms.Form):
    """A PIN."""

    pin = forms.CharField(
        label=_("PIN"), max_length=40,
        error_messages={"required": _("Write your PIN first."), "max_length": REASONS["organisation.pin-length"]},
    )  # fmt: skip

    def clean_pin(self) -> str:
        """Only the figures."""
        return rules.only_digits(self.cleaned_data["pin"])


class NewPinForm(forms.Form):
    """A new PIN, twice."""

    pin = forms.CharField(
        label=_("New PIN, six to eight numbers"), max_length=40,
        error_messages={"required": _("Write a PIN first."), "max_length": REASONS["organisation.pin-length"]},
    )  # fmt: skip
    again = forms.CharField(
        label=_("The same again"), max_length=40,
        error_messages={"required": _("Write the PIN here too."), "max_length": REASONS["organisation.pins-differ"]},
    )  # fmt: skip

    def clean_pin(self) -> str:
        """One that is not the first to be guessed."""
        pin: str = "".join(self.cleaned_data["pin"].split())
        if verdict := pins.may_be_pin(pin):
            return pin
        raise forms.ValidationError([str(REASONS[reason]) for reason in verdict.reasons])

    def clean_again(self) -> str:
        """The same figures."""
        again: str = "".join(self.cleaned_data["again"].split())
        if "pin" in self.cleaned_data and again != self.cleaned_data["pin"]:
            raise forms.ValidationError(REASONS["organisation.pins-differ"])
        return again


class CodeForm(forms.Form):
    """A one-time code, with or without dashes."""

    code = forms.CharField(
        max_length=40,
        error_messages={"required": _("Write the code first."), "max_length": _("A code has eight numbers.")},
    )


class FirstPinForm(CodeForm, NewPinForm):
    """A one-time code, and a PIN for this tablet."""

    field_order = ["code", "pin", "again"]
