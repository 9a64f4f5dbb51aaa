"""Refusals and kinds of shifts in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.shifts.rules import Means, ShiftKind

REASONS = {
    "shifts.not-your-roster": _("The team lead and the supervisor draw up the roster."),
    "shifts.supervisor-publishes": _("The supervisor publishes the roster."),
    "shifts.ends-before-it-begins": _("The shift would end before it begins. Check the times."),
    "shifts.too-long": _("A shift can last 16 hours at most. Check the times."),
    "shifts.outside-the-roster": _("This day is not in the roster."),
    "shifts.letter-too-long": _("The letter has six signs at most."),
    "shifts.not-whole-weeks": _("A roster begins on a Monday and has whole weeks."),
    "shifts.too-many-weeks": _("A roster has six weeks at most."),
    "shifts.roster-already": _("The team has a roster for some of these weeks already."),
    "shifts.person-busy": _("She has another shift at this time already, in this roster or in another team's."),
    "shifts.changed-meanwhile": _("Somebody has changed this shift meanwhile. Look at both before you save."),
    "shifts.not-of-team": _("She is not of this team, and not a float worker."),
    "shifts.not-a-site": _("The team does not work at this site."),
    "shifts.published-already": _("The roster has been published as it is now."),
    "shifts.has-begun": _("The roster has been published, so it is not taken away. Change single shifts."),
}

KINDS = {
    ShiftKind.MORNING: pgettext_lazy("shift", "Morning"),
    ShiftKind.DAY: pgettext_lazy("shift", "Day"),
    ShiftKind.EVENING: pgettext_lazy("shift", "Evening"),
    ShiftKind.NIGHT: pgettext_lazy("shift", "Night"),
}

MEANINGS = {
    Means.WORK: pgettext_lazy("letter", "Work"),
    Means.FREE: pgettext_lazy("letter", "Day off"),
    Means.AWAY: pgettext_lazy("letter", "Away"),
}
