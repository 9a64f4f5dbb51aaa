"""Reads: which rules have been of use. Each says how many queries it takes."""

from datetime import datetime
from uuid import UUID

from keha.questions.models import Step
from keha.questions.rules import StepKind


def helped_since(at: datetime) -> frozenset[UUID]:
    """The rules that have answered somebody, so that she said so, since an instant. One query."""
    found = Step.objects.filter(kind=StepKind.HELPED, at__gte=at, version__isnull=False)
    return frozenset(found.values_list("version__rule_id", flat=True).distinct())
