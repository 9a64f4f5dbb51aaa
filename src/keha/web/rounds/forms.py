"""What people write in a round: a wish, an objection with its change, a question, a need, a reason."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from keha.agreements.consent import VoiceKind
from keha.presence.rules import HELSINKI
from keha.web.agreements.forms import CHOOSE, DAY_ERRORS, DayField, PlainSelect

TEXT_MAX, ASKED_MAX = 1000, 120
REQUIRED = _("Write this first.")
ERRORS = {"required": REQUIRED, "max_length": _("This is too long. Write it shorter.")}


def text(label: Any, *, rows: int = 3, required: bool = True, most: int = TEXT_MAX) -> forms.CharField:
    """A field for a few sentences."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(max_length=most, label=label, required=required, widget=widget, error_messages=ERRORS)


class ConsentForm(forms.Form):
    """Yes, or an objection taken back: nothing is written."""


class WishForm(forms.Form):
    """Yes with a wish."""

    wish = text(_("What do you wish for?"))


class ObjectionForm(forms.Form):
    """An objection has reasons and a way out."""

    harm = text(_("What harm would it do?"))
    change = text(_("How would you change it?"))


def voice_form(kind: VoiceKind | None, given: Any = None) -> forms.Form:
    """The form of a kind of voice."""
    match kind:
        case VoiceKind.WISH:
            return WishForm(given)
        case VoiceKind.OBJECTION:
            return ObjectionForm(given)
    return ConsentForm(given)


class QuestionForm(forms.Form):
    """A question about the proposal."""

    question = text(_("What would you like to know first?"), rows=2)


class AnswerForm(forms.Form):
    """The answer to a question. question: which one."""

    question = forms.UUIDField(widget=forms.HiddenInput)
    answer = text(_("Your answer to the team"), rows=2)


DAYS = ((3, _("3 days")), (7, _("1 week")), (14, _("2 weeks")), (28, _("4 weeks")))


class NeedForm(forms.Form):
    """What a proposal is for, and how long people have."""

    need = text(_("Which need does it answer?"))
    days = forms.TypedChoiceField(
        choices=DAYS, coerce=int, initial=7, label=_("How long do people have?"), widget=PlainSelect,
        error_messages=CHOOSE,
    )  # fmt: skip


class ProposeForm(NeedForm):
    """The same, with the words in which it would be asked."""

    asked = text(_("In which words would this be asked?"), rows=0, required=False, most=ASKED_MAX)


class NoteForm(forms.Form):
    """What was changed in an edition, and why."""

    note = text(_("What did you change, and why?"), rows=2)


class ReasonForm(forms.Form):
    """Why a proposal is taken back."""

    reason = text(_("Why do you take it back?"), rows=2)


class ExtendForm(forms.Form):
    """A later last day."""

    until = DayField(label=_("New last day"), error_messages=DAY_ERRORS)

    def instant(self) -> datetime:
        """The end of that day."""
        day: date = self.cleaned_data["until"]
        return datetime.combine(day, time(), HELSINKI) + timedelta(days=1)

    def clean_until(self) -> date:
        """Within what a round can last at all."""
        day: date = self.cleaned_data["until"]
        if day.year > 9000:
            raise forms.ValidationError(_now("A round ends in eight weeks at the latest."))
        return day


class HandForm(forms.Form):
    """Whom the care is handed to."""

    to = forms.TypedChoiceField(
        label=_("Who takes care of it from now on?"), coerce=UUID, widget=PlainSelect, error_messages=CHOOSE
    )

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = [(str(pk), name) for pk, name in people]


class DecideForm(forms.Form):
    """What the one who decides says. A no has reasons."""

    accepted = forms.ChoiceField(
        choices=(("yes", _("I accept it: it holds from now on")), ("no", _("I do not accept it"))),
        label=_("Your decision"), widget=PlainSelect, error_messages=CHOOSE,
    )  # fmt: skip
    reason = text(_("Reasons, for the team to read"), required=False)

    def clean(self) -> dict[str, Any]:
        """A no without reasons is none."""
        given = self.cleaned_data
        if given.get("accepted") == "no" and not given.get("reason"):
            self.add_error("reason", REQUIRED)
        return given
