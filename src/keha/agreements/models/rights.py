"""Who decides what in a team: every change of it, what was asked for, and what the team sees of its readiness."""

from django.db import models

from keha.agreements.rights import Answer, ChangeKind, Level, Step
from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Area, Person, Team

LEVELS = [(level.value, level.value) for level in Level]


class LevelChange(EmployerModel):
    """A level of a topic in a team from a day on, signed by whoever may give it. Rows are added and never changed.

    level: what the team uses; granted: the most that it may use. limit: in words, in figures, or both. trial_until: the
    last day, when it was given to be tried; after it what was before holds again.
    """

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=30)
    kind = models.CharField(max_length=15, choices=[(kind.value, kind.value) for kind in ChangeKind])
    level = models.CharField(max_length=20, choices=LEVELS)
    granted = models.CharField(max_length=20, choices=LEVELS)
    limit_words = models.CharField(max_length=200, blank=True)
    limit_value = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    limit_unit = models.CharField(max_length=30, blank=True)
    from_date = models.DateField()
    trial_until = models.DateField(null=True)
    reason = models.TextField(blank=True)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="level_change_dates",
                condition=models.Q(trial_until__isnull=True) | models.Q(trial_until__gte=models.F("from_date")),
            ),
            models.CheckConstraint(
                name="level_change_limit_whole",
                condition=models.Q(limit_value__isnull=True) | ~models.Q(limit_unit=""),
            ),
        ]
        indexes = [models.Index(fields=["employer", "team", "topic", "at"], name="level_change_team")]

    def __str__(self) -> str:
        return f"{self.topic} {self.level}"


class CommonTopic(EmployerModel):
    """From now on a topic is common to an area, or no longer is. The newest row counts."""

    area = EmployerKey(Area, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=30)
    is_common = models.BooleanField()
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employer", "area", "topic", "at"], name="common_topic_area")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.topic} {self.is_common}"


class Wish(EmployerModel):
    """A team asks for a right. answer_by: the last day on which it is answered."""

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=30)
    level = models.CharField(max_length=20, choices=LEVELS)
    reason = models.TextField()
    answer_by = models.DateField()
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employer", "team", "topic"], name="wish_team")]

    def __str__(self) -> str:
        return f"{self.topic} {self.level}"


class WishAnswer(EmployerModel):
    """How it was answered, with the reason; change: what was granted."""

    wish = EmployerKey(Wish, models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Answer])
    reason = models.TextField()
    change = EmployerKey(LevelChange, models.PROTECT, null=True, related_name="+")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "wish"], name="wish_answer_once")]

    def __str__(self) -> str:
        return f"{self.wish_id} {self.kind}"


class ReadinessTick(EmployerModel):
    """The team has looked at a step and found it in order. Seen by the team, and by whom it asks for a right."""

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=30)
    step = models.CharField(max_length=15, choices=[(step.value, step.value) for step in Step])
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "team", "topic", "step"], name="readiness_tick_once")
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.step}"
