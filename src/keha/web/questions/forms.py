"""The shape of what is asked and answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keha.questions.rules import ANSWER_LENGTH, QUESTION_LENGTH, Urgency
from keha.questions.sensitive import has_identity_code
from keha.questions.wording import REASONS, URGENCIES

TOO_LONG = _("This is too long. Write it shorter.")


class Words(forms.CharField):
    """A person's own words, without a personal identity code."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and has_identity_code(value):
            raise forms.ValidationError(REASONS["questions.identity-code"])


class SendForm(forms.Form):
    """How the question goes to the team. anyway: sent as it is, after a warning."""

    urgency = forms.ChoiceField(
        choices=list(URGENCIES.items()), initial=Urgency.SHIFT, required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )  # fmt: skip
    anyway = forms.BooleanField(required=False)

    def clean_urgency(self) -> Urgency:
        """This shift, where nothing was chosen."""
        return Urgency(self.cleaned_data["urgency"] or Urgency.SHIFT)


class AskForm(forms.Form):
    """One field."""

    text = Words(
        max_length=QUESTION_LENGTH,
        error_messages={"required": _("Write first what you want to ask."), "max_length": TOO_LONG},
    )


class AnswerForm(forms.Form):
    """A colleague's own words."""

    text = Words(
        max_length=ANSWER_LENGTH, widget=forms.Textarea,
        error_messages={"required": _("Write first what you answer."), "max_length": TOO_LONG},
    )  # fmt: skip


class GiveBackForm(forms.Form):
    """The words with which a supervisor gives a question back to its team."""

    text = Words(
        max_length=QUESTION_LENGTH, widget=forms.Textarea,
        error_messages={"required": _("Write first a few words to the team."), "max_length": TOO_LONG},
    )  # fmt: skip


class UnnamedForm(SendForm):
    """A question without a name, written whole before anything of it is kept."""

    text = Words(
        max_length=QUESTION_LENGTH, widget=forms.Textarea,
        error_messages={"required": _("Write first what you want to ask."), "max_length": TOO_LONG},
    )  # fmt: skip


class KeepForm(forms.Form):
    """The words that are kept when the question is forgotten."""

    text = Words(
        max_length=QUESTION_LENGTH, widget=forms.Textarea,
        error_messages={"required": _("Write first the words to keep."), "max_length": TOO_LONG},
    )  # fmt: skip


class LocalWordForm(forms.Form):
    """A word and what it means."""

    spoken = forms.CharField(
        max_length=60, label=_("What people say"),
        error_messages={"required": _("Write what people say."), "max_length": TOO_LONG},
    )  # fmt: skip
    meaning = forms.CharField(
        max_length=120, label=_("What the rules call it"),
        error_messages={"required": _("Write what the rules call it."), "max_length": TOO_LONG},
    )  # fmt: skip


class KeptForm(forms.Form):
    """Kept words, as a rule's keeper writes them."""

    text = forms.CharField(
        max_length=120, label=_("The words"),
        error_messages={"required": _("Write the words, or forget them."), "max_length": TOO_LONG},
    )  # fmt: skip
