"""Consent rounds: what is proposed to which teams, its editions, what people said, and how it ended."""

from django.db import models
from django.db.models import F, Q

from keha.agreements.consent import RoundEnd, RoundKind, Stand, VoiceKind
from keha.agreements.models.drafts import Draft
from keha.agreements.models.ruleset import Rule, Version
from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Person, Team


def _kinds(kind: type) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in kind]  # type: ignore[attr-defined]


class Round(EmployerModel):
    """A proposal that teams are asked about.

    draft: what would be adopted; none where the rule is to be taken out of use. before: the rule as it stood at the
    start, see proposals.from_body; null for a new rule. lead: whose hands it is in now; how it came there: Handing.
    asked: words in which it would be asked; with the rule they become its own words. edition, asked_edition, asked_at,
    window_days, closes_at, last_at: see consent.Course.
    """

    kind = models.CharField(max_length=10, choices=_kinds(RoundKind))
    draft = EmployerKey(Draft, models.PROTECT, null=True, related_name="rounds")
    rule = EmployerKey(Rule, models.PROTECT, null=True, related_name="rounds")
    before = models.JSONField(null=True)
    need = models.TextField()
    asked = models.CharField(max_length=120, blank=True)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lead = EmployerKey(Person, models.PROTECT, related_name="+")
    window_days = models.PositiveSmallIntegerField()
    edition = models.PositiveIntegerField(default=1)
    asked_edition = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="round_about_one_thing",
                condition=Q(kind="retire", draft__isnull=True, rule__isnull=False)
                | (~Q(kind="retire") & Q(draft__isnull=False)),
            ),
            models.CheckConstraint(
                name="round_times",
                condition=Q(at__lt=F("closes_at"), closes_at__lte=F("last_at"), asked_at__gte=F("at")),
            ),
            models.CheckConstraint(
                name="round_editions", condition=Q(asked_edition__lte=F("edition"), asked_edition__gte=1)
            ),
        ]
        indexes = [models.Index(fields=["employer", "draft"], name="round_draft")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RoundTeam(EmployerModel):
    """A team that a round asks."""

    round = EmployerKey(Round, models.CASCADE, related_name="teams")
    team = EmployerKey(Team, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "round", "team"], name="round_team_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.team_id}"


class Edition(EmployerModel):
    """One wording of a round's proposal. substance: whether it asks everybody anew. note: what was changed, and why."""

    round = EmployerKey(Round, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    proposal = models.JSONField()
    substance = models.BooleanField()
    note = models.TextField(blank=True)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "round", "number"], name="edition_number"),
            models.CheckConstraint(name="edition_first_asks", condition=Q(number__gt=1) | Q(substance=True)),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"


class Voice(EmployerModel):
    """What somebody said to an edition; never changed, her next word stands beside it. number: her first, second …"""

    round = EmployerKey(Round, models.CASCADE, related_name="voices")
    edition = models.PositiveIntegerField()
    person = EmployerKey(Person, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=_kinds(VoiceKind))
    text = models.TextField(blank=True)
    change = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "round", "person", "number"], name="voice_number"),
            models.CheckConstraint(
                name="voice_objection_has_reasons", condition=~Q(kind="objection") | (~Q(text="") & ~Q(change=""))
            ),
            models.CheckConstraint(name="voice_wish_has_words", condition=~Q(kind="wish") | ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} ({self.edition})"


class RoundQuestion(EmployerModel):
    """A question about a proposal, and its answer once it has one."""

    round = EmployerKey(Round, models.CASCADE, related_name="questions")
    text = models.TextField()
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = EmployerKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="round_answer_whole",
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Handing(EmployerModel):
    """The care of a round was handed to somebody."""

    round = EmployerKey(Round, models.CASCADE, related_name="handings")
    to = EmployerKey(Person, models.PROTECT, related_name="+")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round_id} {self.to_id}"


class Extension(EmployerModel):
    """A round's time was made longer. before, until: the end as it was and as it is."""

    round = EmployerKey(Round, models.CASCADE, related_name="extensions")
    before = models.DateTimeField()
    until = models.DateTimeField()
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="extension_is_longer", condition=Q(until__gt=F("before"))),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.until:%Y-%m-%d}"


class RoundEnding(EmployerModel):
    """A round ended. by: none where time ended it. reason: in somebody's words; codes: why it was not adopted.

    version, retirement: what it made. decide_by: until when the one who decides is to answer, where it was passed on.
    """

    round = EmployerKey(Round, models.CASCADE, related_name="endings")
    kind = models.CharField(max_length=12, choices=_kinds(RoundEnd))
    by = EmployerKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    codes = models.JSONField(default=list)
    version = EmployerKey(Version, models.PROTECT, null=True, related_name="+")
    decide_by = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "round"], name="round_ending_once"),
            models.CheckConstraint(name="round_withdrawn_with_reason", condition=~Q(kind="withdrawn") | ~Q(reason="")),
            models.CheckConstraint(
                name="round_decided_in_time",
                condition=Q(kind="passed_on", decide_by__isnull=False) | (~Q(kind="passed_on") & Q(decide_by=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.kind}"


class Counted(EmployerModel):
    """How one person was counted when a round ended. shifts: her working shifts inside the time she was asked in."""

    round = EmployerKey(Round, models.CASCADE, related_name="counted")
    team = EmployerKey(Team, models.PROTECT, related_name="+")
    person = EmployerKey(Person, models.PROTECT, related_name="+")
    stand = models.CharField(max_length=10, choices=_kinds(Stand))
    shifts = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "round", "team", "person"], name="counted_once"),
            models.CheckConstraint(name="silence_needs_two_shifts", condition=~Q(stand="silent") | Q(shifts__gte=2)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.stand}"


class RoundDecision(EmployerModel):
    """What somebody who decides answered to a proposal that a team agreed on. reason: always, where it is a no."""

    round = EmployerKey(Round, models.CASCADE, related_name="decisions")
    accepted = models.BooleanField()
    reason = models.TextField(blank=True)
    version = EmployerKey(Version, models.PROTECT, null=True, related_name="+")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "round"], name="decision_once"),
            models.CheckConstraint(name="decision_no_has_reason", condition=Q(accepted=True) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.accepted}"
