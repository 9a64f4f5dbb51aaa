"""The rings of the team's circle in words, and the topics' short names, which stand in the drawing."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.agreements.circle import Ring

RINGS = {
    Ring.MINE: _("I decide myself"),
    Ring.OURS: _("We agree in the team"),
    Ring.ASK_FIRST: _("We ask the supervisor first"),
    Ring.NOT_OURS: _("The law or an instruction decides"),
}

SHORT_RINGS = {
    Ring.MINE: _("Me"),
    Ring.OURS: _("Us"),
    Ring.ASK_FIRST: _("We ask first"),
    Ring.NOT_OURS: _("Law or instruction"),
}

SHORT_TOPICS = {
    "working_time": pgettext_lazy("short topic", "Hours"),
    "absence": pgettext_lazy("short topic", "Absence"),
    "cover": pgettext_lazy("short topic", "Cover"),
    "everyday": pgettext_lazy("short topic", "The shift"),
    "service": pgettext_lazy("short topic", "Customers"),
    "kitchen": pgettext_lazy("short topic", "Kitchen"),
    "cleaning": pgettext_lazy("short topic", "Cleaning"),
    "safety": pgettext_lazy("short topic", "Safety"),
    "communication": pgettext_lazy("short topic", "Messages"),
    "development": pgettext_lazy("short topic", "Learning"),
}
