"""The shape of what is chosen about notices, and of the employer's gateways."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keha.foundation.languages import said
from keha.foundation.verdict import Refused
from keha.notices import rules
from keha.notices.actions import choosing
from keha.notices.actions.choosing import Chosen
from keha.notices.rules import ALWAYS, NoticeKind
from keha.notices.wording import KINDS, REASONS
from keha.organisation.models import Team
from keha.web.shell.languages import reader_language
from keha.web.shell.reasons import sentences

TOO_LONG = {"max_length": _("This is too long. Write it shorter.")}
CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
GATHERED = (("yes", _("As one message when my shift begins")), ("no", _("Each by itself during my shift")))
TIMES = (("no", _("Only in my working time")), ("yes", _("At any time")))
SWITCHED = [kind for kind in NoticeKind if kind not in ALWAYS]
# Told to whoever leads or decides; nobody else is asked whether she wants them.
LEADERS = frozenset({NoticeKind.QUESTION_REACHED, NoticeKind.PROPOSAL_WAITS})


class ChoiceForm(forms.Form):
    """A switch for each kind, when, and one's own addresses."""

    wanted = forms.MultipleChoiceField(required=False, error_messages=dict(CHOOSE))
    at_any_time = forms.ChoiceField(label=_("When may a message come?"), choices=TIMES, error_messages=CHOOSE)
    gathered = forms.ChoiceField(label=_("How does what can wait come?"), choices=GATHERED, error_messages=CHOOSE)
    mail = forms.CharField(
        label=_("Your own e-mail address"), max_length=254, required=False, error_messages=TOO_LONG,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Your own mobile number"), max_length=30, required=False, error_messages=TOO_LONG,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

    def __init__(self, *args: Any, leads: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.kinds = [kind for kind in SWITCHED if leads or kind not in LEADERS]
        self.fields["wanted"].choices = [(kind.value, KINDS[kind]) for kind in self.kinds]  # type: ignore[attr-defined]

    def clean_mail(self) -> str:
        """As it is written to; nothing: none."""
        return _or_error(choosing.mail_address, self.cleaned_data["mail"])

    def clean_phone(self) -> str:
        """With its country."""
        return _or_error(choosing.phone_number, self.cleaned_data["phone"])

    def switches(self) -> list[tuple[str, Any, bool]]:
        """Each kind's value and name, and whether it is on."""
        on = set(self["wanted"].value() or ())
        return [(kind.value, KINDS[kind], kind.value in on) for kind in self.kinds]

    def chosen(self) -> Chosen:
        """What was chosen. Only of a valid form."""
        found = self.cleaned_data
        return Chosen(
            wanted=[*map(NoticeKind, found["wanted"]), *(kind for kind in SWITCHED if kind not in self.kinds)],
            at_any_time=found["at_any_time"] == "yes",
            gathered=found["gathered"] == "yes", mail=found["mail"], phone=found["phone"],
        )  # fmt: skip


def _or_error(read: Any, text: str) -> str:
    try:
        return str(read(text))
    except Refused as refused:
        raise forms.ValidationError(sentences(refused.verdict)[0]) from None


class BrowserForm(forms.Form):
    """What a browser gives."""

    endpoint = forms.CharField(max_length=rules.ENDPOINT_MAX, required=False)
    key = forms.CharField(max_length=120, required=False)
    auth = forms.CharField(max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """One sentence, whatever is wrong: a person has written nothing of it."""
        found = super().clean() or {}
        if self.errors or not rules.is_subscription(*(found[name] for name in ("endpoint", "key", "auth"))):
            self.errors.clear()
            raise forms.ValidationError(REASONS["notices.not-a-subscription"])
        return found


def _https() -> forms.CharField:
    return forms.CharField(
        label=_("Address"), max_length=1000, required=False, error_messages=TOO_LONG,
        help_text=_("Empty: nothing is sent by this channel."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )  # fmt: skip


class GatewayForm(forms.Form):
    """The SMS gateway: where it is, and what it knows us by."""

    address = _https()
    secret = forms.CharField(
        label=_("Secret"), max_length=500, required=False, error_messages=TOO_LONG,
        help_text=_("Empty: the one that was written before stays."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_address(self) -> str:
        """Over TLS, or nothing."""
        return _https_or_error(self.cleaned_data["address"])


class TeamsForm(forms.Form):
    """A team's Teams channel: the address of its workflow."""

    team = forms.ChoiceField(label=_("Team"), error_messages=CHOOSE)
    address = _https()

    def __init__(self, *args: Any, teams: list[Team], **kw: Any) -> None:
        super().__init__(*args, **kw)
        language = reader_language()
        self.fields["team"].choices = [(str(one.pk), said(one, "name", language).text) for one in teams]  # type: ignore[attr-defined]

    def clean_address(self) -> str:
        """Over TLS, or nothing."""
        return _https_or_error(self.cleaned_data["address"])


def _https_or_error(address: str) -> str:
    if address and not rules.is_https(address):
        raise forms.ValidationError(REASONS["notices.not-https"])
    return address
