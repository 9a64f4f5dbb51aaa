"""The kinds of notices and the refusals, in words. What a notice itself says, its teller writes."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keha.notices.rules import ChannelKind, NoticeKind

REASONS: dict[str, Any] = {
    "notices.not-administrator": _("Only the administrator keeps these."),
    "notices.not-an-address": _("Write an e-mail address like name@example.fi."),
    "notices.not-a-phone-number": _("Write a mobile number: digits, and a plus before a country."),
    "notices.not-a-subscription": _("The browser did not give what it should. Nothing was changed. Try again."),
    "notices.too-many-browsers": _("You have notices on ten devices already. Take one away first."),
    "notices.not-https": _("Write an address that begins with https://."),
}

# What the switches are called: "tell me when …".
KINDS: dict[NoticeKind, Any] = {
    NoticeKind.QUESTION_WAITS: _("A question waits for your team's answer"),
    NoticeKind.QUESTION_REACHED: _("A question has come to you as the supervisor"),
    NoticeKind.QUESTION_ANSWERED: _("Your question got an answer"),
    NoticeKind.QUESTION_RETURNED: _("A question came back to the team"),
    NoticeKind.ROUND_ASKS: _("The team asks what you think of a proposal"),
    NoticeKind.ROUND_REMINDS: _("A reminder of a proposal that you have not answered"),
    NoticeKind.ROUND_CLOSED: _("A proposal was adopted or withdrawn"),
    NoticeKind.PROPOSAL_WAITS: _("A proposal waits for your decision"),
    NoticeKind.REVIEW_DUE: _("It is time to look at a rule again"),
    NoticeKind.RIGHTS_CHANGED: _("What the team may decide has changed"),
    NoticeKind.APPROVAL_CHANGED: _("A standing approval was given or withdrawn"),
    NoticeKind.CERTIFICATE_ENDS: _("A certificate of yours or in your team will soon end"),
    NoticeKind.SKILL_WAITS: _("A certificate or an induction waits for your confirmation"),
    NoticeKind.NEW_DEVICE: _("Somebody signed in to your account on a new device"),
}

CHANNELS: dict[ChannelKind, Any] = {
    ChannelKind.PUSH: _("To this device"),
    ChannelKind.MAIL: _("E-mail"),
    ChannelKind.SMS: _("Text message"),
    ChannelKind.TEAMS: _("Teams channel"),
}

# Why a message did not go, for the administrator.
TROUBLES: dict[str, Any] = {
    "no-channel": _("This installation has nothing that sends by this channel."),
    "no-word": _("The sending was cut off each time before the other end answered."),
    "no-answer": _("The other end did not answer."),
    "no-mail-server": _("The mail server did not answer."),
    "forbidden-address": _("The address is not one that Kehä may send to."),
    "address-refused": _("The other end does not know this address."),
    "refused": _("The other end refused the message."),
    "busy": _("The other end asked to be left in peace."),
}
OTHER_TROUBLE = _("The sending failed. The code above is for whoever runs this installation.")


def several(count: int, *, language: str) -> str:
    """The title of a message that gathers several notices: two at least."""
    with translation.override(language):
        return gettext("%(count)s things wait for you in Kehä") % {"count": count}


def trouble(code: str) -> Any:
    """A trouble's code in words. code: as "refused-404" or "error-ValueError"; what stands before the figures counts."""
    return TROUBLES.get(code) or TROUBLES.get(code.rpartition("-")[0]) or OTHER_TROUBLE
