"""What the pages of rights share: the team that a reader sees, and levels and limits as words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _

from keha.agreements.models import LevelChange, ProposedLevel
from keha.agreements.rights import Level
from keha.agreements.wording import TOPICS
from keha.agreements.wording import rights as words
from keha.foundation.verdict import Refused
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences

# A pill's colour; its words say the same.
TONES = {
    Level.WORKER: "", Level.TEAM: "", Level.TEAM_INFORMS: "answered", Level.SUPERVISOR_HEARS: "waiting",
    Level.SUPERVISOR: "waiting",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LevelWords:
    """A level as a pill: its words and its tone; limit: how far it goes, blank without one."""

    words: Any
    tone: str
    limit: str


def team_of(request: Asked, team_id: UUID) -> Team:
    """A team that the reader sees. Raises Http404. One query for who neither belongs to it nor leads it, else none."""
    actor = request.actor
    own = [team for team in (*actor.teams, *actor.led_teams) if team.pk == team_id]
    found = next((team for team in own or organisation.teams_seen_by(actor) if team.pk == team_id), None)
    if found is None:
        raise Http404
    return found


def known_topic(topic: str) -> str:
    """A topic of the house. Raises Http404."""
    if topic not in TOPICS:
        raise Http404
    return topic


def level_words(row: LevelChange | ProposedLevel) -> LevelWords:
    """The level that a row holds."""
    return LevelWords(words.LEVELS[Level(row.level)], TONES[Level(row.level)], limit_words(row))


def limit_words(row: LevelChange | ProposedLevel) -> str:
    """How far a level goes: "up to 100 €, small purchases"; blank without a limit."""
    figure = ""
    if row.limit_value is not None:
        amount = f"{figure_words(row.limit_value)} {row.limit_unit}"
        figure = _("up to {amount}").format(amount=amount)
    return ", ".join(part for part in (figure, row.limit_words) if part)


def figure_words(value: Decimal) -> str:
    """A figure without needless noughts, with the comma of the reader's language."""
    written = f"{value.normalize():f}"
    return written if reader_language() == "en" else written.replace(".", ",")


def is_over(row: LevelChange, *, on: date) -> bool:
    """Whether a trial has run out by a day."""
    return row.trial_until is not None and row.trial_until < on


def carried_out(form: forms.Form, do: Callable[[], object]) -> bool:
    """Does what a form tells. A mistake, or a refusal, comes back on the form, and nothing that was written is lost."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refused:
        for sentence in sentences(refused.verdict):
            form.add_error(None, str(sentence))
        return False
    return True


def led(request: Asked, path: str, told: str) -> HttpResponseRedirect:
    """Back to a page, with what was done."""
    messages.success(request, told)
    return HttpResponseRedirect(path, status=303)
