"""Refusals and figures in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.agreements.wording import TOPICS
from keha.insights.intervals import Change
from keha.insights.rules import By, Ending

REASONS = {
    "insights.not-your-figures": _("These are another team's figures."),
    "insights.team-too-small": _(
        "Figures are shown from five people on. In a smaller team everybody would know whose they are."
    ),
}
NO_TOPIC = _("Something else")
CHOICES = {**TOPICS, "": NO_TOPIC}
ANSWERED = {
    By.RULE: _("A rule answered"),
    By.TEAM: _("The team answered"),
    By.SUPERVISOR: _("The supervisor answered"),
}
ENDINGS = {
    Ending.CONFIRMED: pgettext_lazy("ending", "Solved, said the asker"),
    Ending.AGAIN: pgettext_lazy("ending", "Solved, but the same topic was asked about again within 7 days"),
    Ending.UNCONFIRMED: pgettext_lazy("ending", "The asker has not said"),
    Ending.REOPENED: pgettext_lazy("ending", "Opened again"),
}
CHANGES = {
    Change.LESS: _("Fewer questions reach the supervisor than before."),
    Change.MORE: _("More questions reach the supervisor than before."),
    Change.CANNOT_TELL: _("It cannot be told yet whether this has changed: chance could do as much."),
}
