"""The shapes of what is written about rights and standing approvals."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keha.agreements.actions.approvals import Terms
from keha.agreements.actions.rights import Grant, Limit
from keha.agreements.approvals import ApprovalClass, Limits
from keha.agreements.rights import Level, Step
from keha.agreements.wording import rights as words
from keha.web.agreements.forms import CHOOSE, DAY_ERRORS, DayField

REASON_MAX, SENTENCE_MAX, LIMIT_MAX, UNIT_MAX = 1000, 300, 200, 30
TOO_LONG = _("This is too long. Write it shorter.")
WHOLE = _("Write a whole number.")
LEVELS = tuple((level.value, words.LEVELS[level]) for level in Level)
CLASSES = tuple((kind.value, words.CLASSES[kind]) for kind in ApprovalClass)


def text(label: Any, *, most: int, rows: int = 0, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A field of words; rows: a larger one."""
    errors = {"required": _("Write this first."), "max_length": TOO_LONG}
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, error_messages=errors, widget=widget
    )  # fmt: skip


def number(label: Any, *, most: int, required: bool = False, help_text: Any = "") -> forms.IntegerField:
    """A field of a whole number from nought on."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, required=required, help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), WHOLE),
    )  # fmt: skip


class LimitForm(forms.Form):
    """How far a level goes: in words, as a figure with its unit, both or neither."""

    limit_value = forms.DecimalField(
        label=_("Limit as a figure"), required=False, min_value=0, max_digits=9, decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"), _("Write a figure, as 100.")
        ),
    )  # fmt: skip
    limit_unit = text(_("What it is counted in, as € or min"), most=UNIT_MAX)
    limit_words = text(_("Limit in words"), most=LIMIT_MAX)

    def clean(self) -> dict[str, Any]:
        """A figure has its unit."""
        found = super().clean() or {}
        if found.get("limit_value") is not None and not found.get("limit_unit"):
            self.add_error("limit_unit", forms.ValidationError(_("Say what the figure is counted in.")))
        return found

    def limits(self) -> list[forms.BoundField]:
        """The fields of the limit."""
        return [self[name] for name in ("limit_value", "limit_unit", "limit_words")]

    def limit(self) -> Limit:
        """What was told. Only of a valid form."""
        found, value = self.cleaned_data, self.cleaned_data["limit_value"]
        return Limit(found["limit_words"], value, found["limit_unit"] if value is not None else "")


def _level_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=LEVELS, error_messages=CHOOSE)


class GrantForm(LimitForm):
    """What a supervisor grants."""

    level = _level_field(_("Who decides"))
    from_date = DayField(label=_("From which day"), error_messages=DAY_ERRORS)
    trial_until = DayField(
        label=_("On trial until"), required=False, error_messages=DAY_ERRORS,
        help_text=_("Empty: for the time being. After the trial's last day the level before it holds again, until you say how it goes on."),
    )  # fmt: skip
    reason = text(_("Why, in a sentence or two"), most=REASON_MAX, rows=2)

    def days(self) -> list[forms.BoundField]:
        """The fields below the limit."""
        return [self[name] for name in ("from_date", "trial_until", "reason")]

    def told(self) -> Grant:
        """What was told. Only of a valid form."""
        found = self.cleaned_data
        return Grant(Level(found["level"]), found["from_date"], self.limit(), found["trial_until"], found["reason"])


class AskForm(forms.Form):
    """What a team asks for."""

    level = _level_field(_("What do you ask for?"))
    reason = text(_("What would be easier with it?"), most=REASON_MAX, rows=3, required=True)

    def offer(self, granted: Level) -> None:
        """Only levels that leave more to the team than what it has."""
        more = [choice for choice in LEVELS if Level(choice[0]).is_looser_than(granted)]
        self.fields["level"].choices = more  # type: ignore[attr-defined]


class HandBackForm(forms.Form):
    """Why a right is handed back; it may be left out."""

    reason = text(_("Reason, if you like"), most=REASON_MAX, rows=2)


class ReasonForm(forms.Form):
    """A reason that is needed."""

    reason = text(_("Reason"), most=REASON_MAX, rows=2, required=True)


class TickForm(forms.Form):
    """A step of the readiness; is_ready: ticked, else taken away."""

    step = forms.ChoiceField(choices=[(step.value, step.value) for step in Step])
    is_ready = forms.BooleanField(required=False)


class PickForm(forms.Form):
    """One's own pick. It begins empty always: what was picked before is shown to nobody."""

    level = _level_field(_("Who should decide this?"))


class ExplainForm(forms.Form):
    """One sentence."""

    text = text(_("Why did you pick this? One sentence"), most=SENTENCE_MAX, required=True)


class ProposeForm(LimitForm):
    """A level that is put to consent."""

    level = _level_field(_("Which level do you propose?"))


class ConsentForm(forms.Form):
    """A yes, or an objection with its reason."""

    number = forms.IntegerField(min_value=1, max_value=32000)
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("objection", "objection")])
    reason = text(_("What harm would it do, and how would you change it?"), most=REASON_MAX, rows=2)

    def clean(self) -> dict[str, Any]:
        """An objection has its reason."""
        found = super().clean() or {}
        if found.get("answer") == "objection" and not found.get("reason"):
            self.add_error("reason", forms.ValidationError(_("Write the reason in a sentence.")))
        return found


class ApprovalForm(forms.Form):
    """A class of changes with its limits."""

    kind = forms.ChoiceField(label=_("What is confirmed beforehand"), choices=CLASSES, error_messages=CHOOSE)
    teams = forms.MultipleChoiceField(label=_("Whose changes"), error_messages=CHOOSE)
    same_site = forms.BooleanField(label=_("Only at the same site"), required=False, initial=True)
    same_length = forms.BooleanField(label=_("Only between shifts of the same length"), required=False, initial=True)
    same_period = forms.BooleanField(label=_("Only within the same roster period"), required=False, initial=True)
    most_moved = number(_("A start or an end moves at the most, minutes"), most=1440)
    notice_hours = number(_("Told at the latest, hours before the shift"), most=720)
    from_date = DayField(label=_("First day"), error_messages=DAY_ERRORS)
    until_date = DayField(label=_("Last day"), error_messages=DAY_ERRORS)
    words = text(_("What else should be known"), most=REASON_MAX, rows=2)

    def __init__(self, *args: Any, teams: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].choices = list(teams)  # type: ignore[attr-defined]

    def sames(self) -> list[forms.BoundField]:
        """The limits that are ticked."""
        return [self[name] for name in ("same_site", "same_length", "same_period")]

    def plain(self) -> list[forms.BoundField]:
        """The other limits and the days."""
        return [self[name] for name in ("most_moved", "notice_hours", "from_date", "until_date", "words")]

    def told(self) -> Terms:
        """What was told. Only of a valid form."""
        found = self.cleaned_data
        limits = Limits(
            found["same_site"],
            found["same_length"],
            found["same_period"],
            found["most_moved"],
            found["notice_hours"] or 0,
        )
        return Terms(ApprovalClass(found["kind"]), limits, found["from_date"], found["until_date"], found["words"])
