"""Levels of deciding, and refusals about them and about standing approvals, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.agreements.rights import Level

LEVELS = {
    Level.WORKER: pgettext_lazy("level", "I decide myself"),
    Level.TEAM: pgettext_lazy("level", "We agree in the team"),
    Level.TEAM_INFORMS: pgettext_lazy("level", "We agree and tell"),
    Level.SUPERVISOR_HEARS: pgettext_lazy("level", "The supervisor decides, the team is heard"),
    Level.SUPERVISOR: pgettext_lazy("level", "The supervisor decides"),
}

REASONS: dict[str, Any] = {
    "agreements.not-the-teams-topic": _("The team's decision list does not give this topic to the team."),
}
