"""Writes: who hears of a question. Never its asker, where she has no name: that would tie her to it.

A notice holds nothing of the question's own words.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.utils import translation

from keha.notices import actions as notices
from keha.notices.rules import Notice, NoticeKind, Told
from keha.organisation.queries import Actor
from keha.questions.models import Question
from keha.questions.queries import ladder as reads
from keha.questions.rules import Urgency
from keha.questions.wording import NOTICES, NOTICES_AT_ONCE

TO_TEAM = (NoticeKind.QUESTION_WAITS, NoticeKind.QUESTION_REACHED, NoticeKind.QUESTION_RETURNED)


def _told(kind: NoticeKind, urgent: bool) -> Callable[[str], Told]:
    title, body = (NOTICES_AT_ONCE if urgent else NOTICES)[kind.value]

    def told(language: str) -> Told:
        with translation.override(language):
            return Told(title=str(title), body=str(body))

    return told


def _tell(kind: NoticeKind, question: Question, *, mark: object, to: Collection[UUID], at: datetime) -> None:
    if not to:
        return
    urgent = question.urgency == Urgency.NOW and kind.value in NOTICES_AT_ONCE
    notice = Notice(
        kind=kind, told=_told(kind, urgent), thing=("question", question.pk), path=f"/ask/{question.pk}/",
        key=f"{kind.value} {question.pk} {mark}", urgent=urgent,
    )  # fmt: skip
    notices.tell(notice, to=to, at=at)


def waits(question_id: UUID, *, at: datetime) -> None:
    """Those of the team who are at work hear that a question waits for them."""
    question = Question.objects.get(pk=question_id)
    _tell(NoticeKind.QUESTION_WAITS, question, mark=at.timestamp(), to=reads.there(question, at=at), at=at)


def reached(question: Question, *, step_id: UUID, to: Collection[UUID], at: datetime) -> None:
    """Who is on duty hears that a question has come to her."""
    _tell(NoticeKind.QUESTION_REACHED, question, mark=step_id, to=to, at=at)


def given_back(question: Question, *, step_id: UUID, by: Actor, at: datetime) -> None:
    """Those of the team who are at work, and the asker where she is known, hear that the team may settle it."""
    notices.call_off(thing=("question", question.pk), at=at, kinds=[NoticeKind.QUESTION_REACHED])
    people = {*reads.there(question, at=at), *([question.asker_id] if question.asker_id else [])} - {by.id}
    _tell(NoticeKind.QUESTION_RETURNED, question, mark=step_id, to=people, at=at)


def answered(question: Question, *, answer_id: UUID, at: datetime) -> None:
    """The asker hears of an answer, where she is known; nobody else needs to answer."""
    notices.call_off(thing=("question", question.pk), at=at, kinds=TO_TEAM)
    to = [question.asker_id] if question.asker_id else []
    _tell(NoticeKind.QUESTION_ANSWERED, question, mark=answer_id, to=to, at=at)


def past(question_id: UUID, *, at: datetime) -> None:
    """Settled, taken back or opened again: what was told of it is past."""
    notices.call_off(thing=("question", question_id), at=at)
