"""For the generated tests: one thing of each kind of questions on the ladder, and what each form sends."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from keha.questions import actions
from keha.questions.models import Question
from keha.questions.rules import Urgency
from tests.support.people import Who

# Which of a person's things an address is tried with; the first one is where its form does something.
THINGS: Mapping[str, tuple[str, ...]] = {
    "questions:give_back": ("reached", "waiting"),
    "questions:make_rule": ("answered", "waiting"),
}
# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = {"questions:give_back": "supervisor"}


def things(who: Who, mate: Who, rule: Any) -> dict[str, Any]:
    """Ids by name, made inside the person's employer; rule: one of her team's."""
    by, at = who.actor(), timezone.now() - timedelta(days=8)
    asked = Question.objects.create(
        asker=by.person, team=by.teams[0], site=by.person.home_site, text="kvaasi plumeeri 7732", language="fi",
        asked_at=at, outcome="handover",
    )  # fmt: skip
    actions.hand_over(question_id=asked.pk, by=by, at=at + timedelta(milliseconds=1), urgency=Urgency.WEEK)
    actions.climb(asked.pk, at=at + timedelta(days=7, hours=1))
    return {"reached": asked.pk}


def values(ids: Mapping[str, Any], thing: str) -> dict[str, Any]:
    """The parameters of addresses by name, for one of a person's things."""
    return {}


def bodies(own: Mapping[str, Any], world: Any) -> dict[str, dict[str, str]]:
    """What each form sends when it is filled in rightly, by the address's name."""
    return {"questions:give_back": {"text": "Tämän tiimi voi itse päättää."}, "questions:make_rule": {}}
