"""Refusals in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.presence.rules import ExceptionKind

REASONS = {
    "presence.not-your-team": _("The team lead and the supervisor write these down."),
    "presence.exception-already": _("This day has been written down already. Take the old one away first."),
    "presence.already-at-work": _("There is a shift at this time already. Choose other times."),
    "presence.ends-before-it-begins": _("The end is before the beginning. Check the days."),
    "presence.already-away": _("An absence at this time has been written down already."),
}

EXCEPTIONS = {
    ExceptionKind.OFF: pgettext_lazy("exception", "Day off"),
    ExceptionKind.OTHER: pgettext_lazy("exception", "Other hours that day"),
    ExceptionKind.EXTRA: pgettext_lazy("exception", "An extra shift"),
}
