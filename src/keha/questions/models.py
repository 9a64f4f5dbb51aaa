"""Questions, what was shown, and the road each took."""

from django.db import models

from keha.agreements.models import Rule, Version
from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Person, Site, Team
from keha.questions.rules import StepKind


class ShownOutcome(models.TextChoices):
    """What the asker saw at once."""

    ANSWER = "answer"
    CHOICES = "choices"
    HANDOVER = "handover"


class Question(EmployerModel):
    """A question as it was typed. version: the one answer shown. team: whose it is; none for an asker without one. text: emptied 30 days after closing."""

    asker = EmployerKey(Person, models.PROTECT, related_name="+")
    team = EmployerKey(Team, models.PROTECT, null=True, related_name="+")
    site = EmployerKey(Site, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=ShownOutcome)
    version = EmployerKey(Version, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["employer", "team", "asked_at"], name="question_team"),
            models.Index(fields=["employer", "asker", "asked_at"], name="question_asker"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Choice(EmployerModel):
    """A heading offered beside others: "did you mean one of these?"."""

    question = EmployerKey(Question, models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    rule = EmployerKey(Rule, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "question", "position"], name="choice_position")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.position}"


class Answer(EmployerModel):
    """What a colleague answered. It is hers, and not a rule."""

    question = EmployerKey(Question, models.CASCADE, related_name="answers")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employer", "question", "at"], name="answer_question")]

    def __str__(self) -> str:
        return self.text[:60]


class Step(EmployerModel):
    """One step on a question's road: handed over to the team, helped by a rule, solved by an answer, opened again.

    version: the rule that helped.
    """

    question = EmployerKey(Question, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in StepKind])
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = EmployerKey(Version, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["employer", "question", "at"], name="step_question")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.kind}"


class Analysis(EmployerModel):
    """What the ranking knows of a version, worked out once. analyser: the number of the analyser that made it."""

    version = EmployerKey(Version, models.CASCADE, related_name="+")
    analyser = models.CharField(max_length=40)
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "version"], name="analysis_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.analyser}"
