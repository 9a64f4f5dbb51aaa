"""Questions, what was shown, and the road each took."""

from uuid import uuid4

from django.db import models

from keha.agreements.models import Rule, Version
from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Person, Site, Team
from keha.questions.rules import StepKind, Urgency


class ShownOutcome(models.TextChoices):
    """What the asker saw at once."""

    ANSWER = "answer"
    CHOICES = "choices"
    HANDOVER = "handover"


class Question(EmployerModel):
    """A question as it was typed. text: emptied 30 days after closing.

    asker: none when it was asked without a name. version: the one answer shown. team: whose it is; none for an asker
    without one. answer_by: until when the asker needs an answer; none before it went to the team. climbs_at: when it goes
    on to the supervisor unless somebody answers; none when it is not with the team.
    """

    asker = EmployerKey(Person, models.PROTECT, null=True, related_name="+")
    team = EmployerKey(Team, models.PROTECT, null=True, related_name="+")
    site = EmployerKey(Site, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=ShownOutcome)
    version = EmployerKey(Version, models.PROTECT, null=True, related_name="+")
    urgency = models.CharField(max_length=5, blank=True, choices=[(kind.value, kind.value) for kind in Urgency])
    answer_by = models.DateTimeField(null=True)
    climbs_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["employer", "team", "asked_at"], name="question_team"),
            models.Index(fields=["employer", "asker", "asked_at"], name="question_asker"),
            models.Index(
                fields=["employer", "climbs_at"], name="question_climbs", condition=models.Q(climbs_at__isnull=False)
            ),
        ]
        constraints = [
            # Where she works would tell who asked.
            models.CheckConstraint(
                condition=models.Q(asker__isnull=False) | models.Q(site__isnull=True, team__isnull=False),
                name="question_unnamed_tells_no_site",
            )
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

    by: none when the asker of a question without a name took it, and when a clock did. version: the rule that helped.
    words: with which a supervisor gave it back; emptied with the question's own.
    """

    question = EmployerKey(Question, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in StepKind])
    by = EmployerKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = EmployerKey(Version, models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True, default="")

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


class LocalWord(EmployerModel):
    """What people of this employer say, and what the rules call it: a row of the employer's table of synonyms."""

    spoken = models.CharField(max_length=60)
    meaning = models.CharField(max_length=120)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "spoken"], name="local_word_once")]

    def __str__(self) -> str:
        return f"{self.spoken} = {self.meaning}"


class Seal(EmployerModel):
    """By what the asker of a question without a name is known again, and by nothing else. See sealing.py.

    No person, no time; the id is random. Deleted seven days after the question closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    question = EmployerKey(Question, models.CASCADE, related_name="+")
    seal = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "question"], name="seal_once")]

    def __str__(self) -> str:
        return f"{self.question_id}"


class Kept(EmployerModel):
    """Words of a question kept when the question itself is forgotten: read and written by a person, with no asker.

    rule: the one that answered it, whose own words they may become. It does not lead back to the question.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    team = EmployerKey(Team, models.CASCADE, related_name="+")
    rule = EmployerKey(Rule, models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=2)
    text = models.TextField()
    kept_date = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["employer", "team", "kept_date"], name="kept_team")]

    def __str__(self) -> str:
        return self.text[:60]
