"""Questions that came by phone or in the corridor, and since when a team works with its rules."""

from uuid import uuid4

from django.db import models

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Team
from keha.questions.rules import Channel


class Heard(EmployerModel):
    """So many questions of one topic that a team's supervisor heard on a day: no words, no asker, no hour.

    The id is random, so that it does not tell when either. count: 0 tells that the day was counted and none came.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    team = EmployerKey(Team, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=30)
    channel = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Channel])
    could_team = models.BooleanField()
    heard_date = models.DateField()
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "team", "heard_date", "topic", "channel", "could_team"], name="heard_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.heard_date} {self.topic} {self.count}"


class Beginning(EmployerModel):
    """From this day on a team works with rules of its own: what is before it is the baseline."""

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    start_date = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "team"], name="beginning_once")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.start_date}"
