"""Reason codes of all rooms as sentences, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy

from keha.agreements import wording as agreements
from keha.foundation.verdict import Verdict
from keha.insights import wording as insights
from keha.integrations import wording as integrations
from keha.notices import wording as notices
from keha.organisation import wording as organisation
from keha.presence import wording as presence
from keha.questions import wording as questions
from keha.shifts import wording as shifts
from keha.skills import wording as skills
from keha.worktime import wording as worktime

SENTENCES: dict[str, Any] = {
    **organisation.REASONS,
    **presence.REASONS,
    **shifts.REASONS,
    **notices.REASONS,
    **agreements.REASONS,
    **skills.REASONS,
    **questions.REASONS,
    **insights.REASONS,
    **integrations.REASONS,
    **{code: gettext_lazy(words) for code, words in worktime.REASONS.items()},
}


def sentences(verdict: Verdict) -> list[Any]:
    """Every reason of a verdict, as a sentence."""
    return [SENTENCES[reason] for reason in verdict.reasons]
