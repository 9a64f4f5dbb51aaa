"""The round in which a team picks a level: picks that nobody reads before the reveal, explanations, consent."""

from django.db import models

from keha.agreements.models.rights import LEVELS, LevelChange
from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Person, Team


class DelegationRound(EmployerModel):
    """A team picks who decides a topic. host: who began it."""

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=30)
    host = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employer", "team", "topic"], name="delegation_round_team")]

    def __str__(self) -> str:
        return f"{self.topic} {self.at:%Y-%m-%d}"


class Pick(EmployerModel):
    """What one person picked. It is read by nobody, her own phone included, before the picks are revealed."""

    round = EmployerKey(DelegationRound, models.CASCADE, related_name="picks")
    person = EmployerKey(Person, models.CASCADE, related_name="+")
    level = models.CharField(max_length=20, choices=LEVELS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "round", "person"], name="pick_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Reveal(EmployerModel):
    """The picks were shown to the team. by: the host, or nobody, when everybody at work had picked."""

    round = EmployerKey(DelegationRound, models.CASCADE, related_name="reveals")
    by = EmployerKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "round"], name="reveal_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.at:%Y-%m-%d %H:%M}"


class Explanation(EmployerModel):
    """One sentence of somebody who picked a level at either end."""

    round = EmployerKey(DelegationRound, models.CASCADE, related_name="explanations")
    person = EmployerKey(Person, models.CASCADE, related_name="+")
    text = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "round", "person"], name="explanation_once")]

    def __str__(self) -> str:
        return self.text


class ProposedLevel(EmployerModel):
    """The host puts a level to consent. number: the first is 1; a new one begins the consent anew."""

    round = EmployerKey(DelegationRound, models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=20, choices=LEVELS)
    limit_words = models.CharField(max_length=200, blank=True)
    limit_value = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    limit_unit = models.CharField(max_length=30, blank=True)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "round", "number"], name="proposed_level_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.level}"


class LevelConsent(EmployerModel):
    """One person's yes to a proposed level, or her objection with its reason."""

    proposal = EmployerKey(ProposedLevel, models.CASCADE, related_name="consents")
    person = EmployerKey(Person, models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "proposal", "person"], name="level_consent_once"),
            models.CheckConstraint(
                name="level_consent_with_reason", condition=models.Q(agrees=True) | ~models.Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.agrees}"


class DelegationEnd(EmployerModel):
    """A round ended: in a level (change), or it was called off."""

    round = EmployerKey(DelegationRound, models.CASCADE, related_name="ends")
    change = EmployerKey(LevelChange, models.PROTECT, null=True, related_name="+")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "round"], name="delegation_end_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.at:%Y-%m-%d}"
