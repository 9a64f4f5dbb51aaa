"""Reason codes of all rooms as sentences, in the reader's language."""

from typing import Any

from keha.agreements import wording as agreements
from keha.foundation.verdict import Verdict
from keha.insights import wording as insights
from keha.integrations import wording as integrations
from keha.notices import wording as notices
from keha.organisation import wording as organisation
from keha.presence import wording as presence
from keha.questions import wording as questions

SENTENCES: dict[str, Any] = {
    **organisation.REASONS,
    **presence.REASONS,
    **notices.REASONS,
    **agreements.REASONS,
    **questions.REASONS,
    **insights.REASONS,
    **integrations.REASONS,
}


def sentences(verdict: Verdict) -> list[Any]:
    """Every reason of a verdict, as a sentence."""
    return [SENTENCES[reason] for reason in verdict.reasons]
