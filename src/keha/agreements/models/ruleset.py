"""Ground rules and their versions. A version is never changed: the next one stands beside it."""

from django.db import models

from keha.agreements.rules import Addressee, Decider, RulingVerdict
from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Area, Person, Site, Team


def _choices(kind: type) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in kind]  # type: ignore[attr-defined]


class Rule(EmployerModel):
    """A ground rule on one topic, for the whole employer or for one area, team or site.

    slug: the topic; the library's, where the rule was adopted from there. fixed: kept by the employer.
    """

    slug = models.CharField(max_length=60)
    topic = models.CharField(max_length=30)
    fixed = models.BooleanField(default=False)
    direct_route = models.BooleanField(default=False)
    area = EmployerKey(Area, models.PROTECT, null=True, related_name="+")
    team = EmployerKey(Team, models.PROTECT, null=True, related_name="+")
    site = EmployerKey(Site, models.PROTECT, null=True, related_name="+")
    owner = EmployerKey(Person, models.PROTECT, null=True, related_name="+")
    library_slug = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "slug", "area", "team", "site"], name="rule_topic_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="rule_one_scope",
                condition=(
                    models.Q(team__isnull=True, site__isnull=True)
                    | models.Q(area__isnull=True, site__isnull=True)
                    | models.Q(area__isnull=True, team__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Version(EmployerModel):
    """One wording of a rule, in three languages; sv and en may be empty, never invented.

    valid_until: the last day on which it answers; empty: for the time being. agreed_by: who, in words.
    agreed_date: when they agreed; empty: on the day of adoption.
    """

    rule = EmployerKey(Rule, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=_choices(RulingVerdict))
    decider = models.CharField(max_length=10, choices=_choices(Decider))
    addressee = models.CharField(max_length=4, choices=_choices(Addressee))
    title_fi = models.CharField(max_length=120)
    title_sv = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)
    text_fi = models.TextField()
    text_sv = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    why_fi = models.TextField(blank=True)
    why_sv = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    agreed_by_fi = models.CharField(max_length=200)
    agreed_by_sv = models.CharField(max_length=200, blank=True)
    agreed_by_en = models.CharField(max_length=200, blank=True)
    change_fi = models.TextField(blank=True)
    change_sv = models.TextField(blank=True)
    change_en = models.TextField(blank=True)
    agreed_date = models.DateField(null=True)
    valid_from = models.DateField()
    review_date = models.DateField()
    valid_until = models.DateField(null=True)
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "rule", "number"], name="version_number"),
            models.CheckConstraint(
                name="version_dates",
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_fi} ({self.number})"


class Retirement(EmployerModel):
    """A rule was taken out of use, by whom and why; its history stays."""

    rule = EmployerKey(Rule, models.CASCADE, related_name="retirements")
    by = EmployerKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason_fi = models.TextField()
    reason_sv = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "rule"], name="retirement_once")]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.at:%Y-%m-%d}"


class RuleSet(EmployerModel):
    """One row an employer: a number that is new after every adoption, so that readers know when to read anew."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer"], name="rule_set_one")]

    def __str__(self) -> str:
        return str(self.number)
