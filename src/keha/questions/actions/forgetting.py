"""Writes: what is no longer kept, and the words that somebody keeps without a name."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from keha.foundation import audit
from keha.organisation.queries import Actor
from keha.questions import policies
from keha.questions.models import Answer, Kept, Question, Seal, Step
from keha.questions.queries import questions as queries
from keha.questions.rules import SEAL_KEPT, TEXT_KEPT, StepKind


def forget_texts(*, at: datetime) -> int:
    """Empties the words of questions and answers that were closed, or simply left, more than 30 days ago.

    Returns how many questions were emptied.
    """
    before = at - TEXT_KEPT
    recent = Q(steps__at__gte=before) | Q(answers__at__gte=before)
    old = Question.objects.filter(asked_at__lt=before).exclude(text="").exclude(recent).values_list("pk", flat=True)
    ids = list(old.distinct())
    Answer.objects.filter(question_id__in=ids).update(text="")
    Step.objects.filter(question_id__in=ids).exclude(words="").update(words="")
    return Question.objects.filter(pk__in=ids).update(text="")


def break_seals(*, at: datetime) -> int:
    """Deletes what an asker without a name is known by, seven days after her question closed. Returns how many.

    Closed: solved and not opened again; or its words have been emptied because nobody came back to it.
    """
    last = queries.turns(OuterRef("pk"))
    unnamed = Question.objects.filter(asker__isnull=True)
    found = unnamed.annotate(last_kind=Subquery(last.values("kind")[:1]), last_at=Subquery(last.values("at")[:1]))
    closed = found.filter(Q(last_kind=StepKind.SOLVED, last_at__lt=at - SEAL_KEPT) | Q(text=""))
    return Seal.objects.filter(question__in=closed.values("pk")).delete()[0]


def keep_words(*, question_id: UUID, text: str, by: Actor, at: datetime, day: date) -> Kept:
    """Words of a closed question are kept without a name, as a person has written them. Raises Refused.

    Locks the question. day: the date in Finland.
    """
    asked = queries.locked(question_id, by)
    policies.may_keep(by, asked).or_refuse()
    version = asked.question.version
    kept = Kept.objects.create(
        team=asked.question.team, rule_id=version.rule_id if version else None,
        language=asked.question.language, text=text, kept_date=day,
    )  # fmt: skip
    actor = None if asked.is_unnamed and asked.is_by(by.id) else by.id
    audit.record("questions.keep", actor=actor, at=at, thing=("question", question_id))
    return kept
