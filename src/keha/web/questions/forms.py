"""The shape of what is asked and answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from keha.questions.rules import ANSWER_LENGTH, QUESTION_LENGTH

TOO_LONG = _("This is too long. Write it shorter.")


class AskForm(forms.Form):
    """One field."""

    text = forms.CharField(
        max_length=QUESTION_LENGTH,
        error_messages={"required": _("Write first what you want to ask."), "max_length": TOO_LONG},
    )


class AnswerForm(forms.Form):
    """A colleague's own words."""

    text = forms.CharField(
        max_length=ANSWER_LENGTH, widget=forms.Textarea,
        error_messages={"required": _("Write first what you answer."), "max_length": TOO_LONG},
    )  # fmt: skip
