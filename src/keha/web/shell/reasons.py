"""Reason codes of all rooms as sentences, in the reader's language."""

from typing import Any

from keha.agreements import wording as agreements
from keha.foundation.verdict import Verdict
from keha.integrations import wording as integrations
from keha.organisation import wording as organisation
from keha.questions import wording as questions

SENTENCES: dict[str, Any] = {**organisation.REASONS, **agreements.REASONS, **questions.REASONS, **integrations.REASONS}


def sentences(verdict: Verdict) -> list[Any]:
    """Every reason of a verdict, as a sentence."""
    return [SENTENCES[reason] for reason in verdict.reasons]
