"""Writes: asking, handing over, answering, confirming, opening again; and forgetting."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from keha.agreements import queries as agreements
from keha.agreements.models import Version
from keha.agreements.rules import Place
from keha.foundation import audit
from keha.foundation.facts import publish
from keha.language import ranking, vectors
from keha.language.analysis import analysis_version
from keha.language.documents import Outcome
from keha.organisation.models import Site
from keha.organisation.queries import Actor
from keha.questions import policies
from keha.questions.events import QuestionAnswered, QuestionHandedOver, QuestionSettled
from keha.questions.models import Analysis, Answer, Choice, Question, Step
from keha.questions.queries import finder
from keha.questions.queries import questions as queries
from keha.questions.queries.questions import Asked
from keha.questions.rules import TEXT_KEPT, StepKind


def place_of(actor: Actor, site: Site | None) -> Place:
    """Where an asker stands: her teams and their areas, and the site she asks about."""
    return Place(
        area_ids=frozenset(team.area_id for team in (*actor.teams, *actor.led_teams)) | actor.managed_area_ids,
        team_ids=actor.working_team_ids,
        site_ids=frozenset([site.pk]) if site else frozenset(),
    )


def ask(*, text: str, language: str, site: Site | None, by: Actor, at: datetime, today: date) -> Question:
    """Keeps a question with what answers it at once: one rule, up to three headings, or nothing.

    today: the day in Finland, on which rules must be in force.
    """
    found = finder.find(text, place_of(by, site), employer_id=by.employer_id, today=today)
    shown = found.rules[0].version_id if found.outcome is Outcome.ANSWER else None
    question = Question.objects.create(
        asker=by.person, team=by.own_team, site=site, text=text, language=language, asked_at=at,
        outcome=found.outcome.value, version_id=shown,
    )  # fmt: skip
    if found.outcome is Outcome.CHOICES:
        Choice.objects.bulk_create(
            Choice(question=question, position=n, rule_id=rule.rule_id) for n, rule in enumerate(found.rules)
        )
    audit.record("questions.ask", actor=by.id, at=at, thing=("question", question.pk), whose=by.id)
    return question


def _step(asked: Asked, kind: StepKind, *, by: Actor, at: datetime, version_id: UUID | None = None) -> None:
    Step.objects.create(question=asked.question, kind=kind, by=by.person, at=at, version_id=version_id)
    audit.record(f"questions.{kind}", actor=by.id, at=at, thing=("question", asked.question.pk))


def say_helped(*, question_id: UUID, rule_id: UUID | None, by: Actor, at: datetime) -> Question:
    """The asker says that the rule shown, or one she opened, answered her. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_say_helped(by, asked).or_refuse()
    chosen = Version.objects.filter(rule_id=rule_id).order_by("-number").first() if rule_id else None
    version_id = asked.question.version_id or (chosen.pk if chosen else None)
    _step(asked, StepKind.HELPED, by=by, at=at, version_id=version_id)
    publish(QuestionSettled(question_id=question_id, at=at))
    return asked.question


def hand_over(*, question_id: UUID, by: Actor, at: datetime) -> Question:
    """The question goes to the asker's team, with her name. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_hand_over(by, asked).or_refuse()
    team = (*by.teams, *by.led_teams)[0]
    if asked.question.team_id is None:
        Question.objects.filter(pk=question_id).update(team=team)
    _step(asked, StepKind.HANDED_OVER, by=by, at=at)
    publish(QuestionHandedOver(question_id=question_id, team_id=team.pk, at=at))
    return asked.question


def answer(*, question_id: UUID, text: str, by: Actor, at: datetime) -> Answer:
    """A colleague answers in her own name. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_answer(by, asked).or_refuse()
    given = Answer.objects.create(question=asked.question, by=by.person, text=text, at=at)
    audit.record("questions.answer", actor=by.id, at=at, thing=("question", question_id), whose=asked.question.asker_id)
    publish(QuestionAnswered(question_id=question_id, answer_id=given.pk, at=at))
    return given


def confirm(*, question_id: UUID, by: Actor, at: datetime) -> Question:
    """The asker says that a colleague's answer solved it. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_confirm(by, asked).or_refuse()
    _step(asked, StepKind.SOLVED, by=by, at=at)
    publish(QuestionSettled(question_id=question_id, at=at))
    return asked.question


def withdraw(*, question_id: UUID, by: Actor, at: datetime) -> Question:
    """The asker takes her question back: the team no longer sees it. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_withdraw(by, asked).or_refuse()
    _step(asked, StepKind.WITHDRAWN, by=by, at=at)
    return asked.question


def reopen(*, question_id: UUID, by: Actor, at: datetime) -> Question:
    """The asker opens it again. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_reopen(by, asked).or_refuse()
    _step(asked, StepKind.REOPENED, by=by, at=at)
    return asked.question


def analyse_missing(*, limit: int) -> int:
    """Works out what the ranking knows of versions that have no analysis of today's analyser. Returns how many."""
    known = Analysis.objects.filter(version=OuterRef("pk"), analyser=str(analysis_version))
    versions = Version.objects.filter(~Exists(known)).select_related("rule")[:limit]
    for version in versions:
        analyse(version)
    return len(versions)


def analyse(version: Version) -> None:
    """Stores what the ranking knows of a version; about 0.1 s for words the library does not know."""
    texts = agreements.texts_of([version.pk])[version.pk]
    document = ranking.Document(
        key=str(version.pk),
        slug=version.rule.library_slug or None,
        title=texts.title,
        text=texts.text,
        translations=texts.translations,
    )
    body = ranking.analyse(document, vectors=vectors.load())
    Analysis.objects.update_or_create(version=version, defaults={"analyser": str(analysis_version), "body": body})


def forget_texts(*, at: datetime) -> int:
    """Empties the words of questions and answers that were closed, or simply left, more than 30 days ago.

    Returns how many questions were emptied.
    """
    before = at - TEXT_KEPT
    recent = Q(steps__at__gte=before) | Q(answers__at__gte=before)
    old = Question.objects.filter(asked_at__lt=before).exclude(text="").exclude(recent).values_list("pk", flat=True)
    ids = list(old.distinct())
    Answer.objects.filter(question_id__in=ids).update(text="")
    return Question.objects.filter(pk__in=ids).update(text="")
