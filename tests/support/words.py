"""Words of the workplace: a row of the employer's table, and kept words of a question."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from keha.organisation.models import Person
from keha.questions.models import Kept, LocalWord
from tests.support.people import Who

THINGS = {
    "questions:word_remove": ("local_word",),
    "questions:kept_use": ("kept",),
    "questions:kept_drop": ("kept",),
}
BODIES: dict[str, dict[str, str]] = {
    "questions:words": {"spoken": "zumppa", "meaning": "vuoronvaihto"},
    "questions:word_remove": {},
    "questions:kept_use": {"text": "kuka ottaa huljutuksen"},
    "questions:kept_drop": {},
}


def things(who: Who, rule: UUID) -> dict[str, Any]:
    """Both, of one person's team and rule; inside her employer."""
    person, team = Person.objects.get(pk=who.person), who.actor().teams[0]
    word = LocalWord.objects.create(spoken=f"sana {person.pk}", meaning="muuta", by=person, at=timezone.now())
    kept = Kept.objects.create(
        team=team, rule_id=rule, language="fi", text="kuka huljuttaa", kept_date=timezone.localdate()
    )
    return {"local_word": word.pk, "kept": kept.pk}
