"""The catalogue, what people have of it, where they were inducted, and what places and tasks need."""

from django.db import models
from django.db.models import Q

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Person, Site, Team
from keha.skills.rules import CODE_MAX, NAME_MAX, Level, SkillKind, Source


class Skill(EmployerModel):
    """A thing of the employer's catalogue: an ability, a certificate or a key.

    is_restricted: near to health; read by the person and her supervisor only. retired_at: nobody tells it anew.
    """

    code = models.CharField(max_length=CODE_MAX)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in SkillKind])
    name_fi = models.CharField(max_length=NAME_MAX)
    name_sv = models.CharField(max_length=NAME_MAX, blank=True)
    name_en = models.CharField(max_length=NAME_MAX, blank=True)
    is_restricted = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "code"], name="skill_code"),
            models.CheckConstraint(
                condition=Q(is_restricted=False) | Q(kind=SkillKind.CERTIFICATE), name="skill_restricted_certificate"
            ),
        ]

    def __str__(self) -> str:
        return self.name_fi


class Held(EmployerModel):
    """A person has a thing. level: of an ability only. seen_at: another than she has seen it. reminded: see rules.STEPS.

    removed_at: taken away; it can be given back for a while, then the row goes.
    """

    person = EmployerKey(Person, models.CASCADE, related_name="+")
    skill = EmployerKey(Skill, models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, blank=True, choices=[(level.value, level.value) for level in Level])
    since_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen_by = EmployerKey(Person, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "person", "skill"], name="held_once", condition=Q(removed_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(since_date=None) | Q(until_date=None) | Q(since_date__lte=models.F("until_date")),
                name="held_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(seen_by__isnull=True, seen_at__isnull=True)
                | Q(seen_by__isnull=False, seen_at__isnull=False) & ~Q(seen_by=models.F("person")),
                name="held_seen_by_another",
            ),
        ]
        indexes = [models.Index(fields=["employer", "until_date"], name="held_until")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.skill_id}"


class Induction(EmployerModel):
    """A person was inducted at a site by somebody on a day. seen_at, removed_at: as of Held."""

    person = EmployerKey(Person, models.CASCADE, related_name="+")
    site = EmployerKey(Site, models.CASCADE, related_name="+")
    inducted_by = EmployerKey(Person, models.PROTECT, related_name="+")
    on_date = models.DateField()
    until_date = models.DateField(null=True)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen_by = EmployerKey(Person, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "person", "site"], name="induction_once", condition=Q(removed_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(on_date__lte=models.F("until_date")),
                name="induction_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(seen_by__isnull=True, seen_at__isnull=True)
                | Q(seen_by__isnull=False, seen_at__isnull=False) & ~Q(seen_by=models.F("person")),
                name="induction_seen_by_another",
            ),
            models.CheckConstraint(condition=~Q(inducted_by=models.F("person")), name="induction_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.site_id}"


class Task(EmployerModel):
    """Something that a team does. is_common: it belongs to every shift of the team."""

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    name_fi = models.CharField(max_length=NAME_MAX)
    name_sv = models.CharField(max_length=NAME_MAX, blank=True)
    name_en = models.CharField(max_length=NAME_MAX, blank=True)
    is_common = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "team", "name_fi"], name="task_once")]

    def __str__(self) -> str:
        return self.name_fi


class Need(EmployerModel):
    """A site or a task needs a thing of the catalogue. The induction at a site is needed always and stands nowhere."""

    site = EmployerKey(Site, models.CASCADE, null=True, related_name="+")
    task = EmployerKey(Task, models.CASCADE, null=True, related_name="+")
    skill = EmployerKey(Skill, models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=[(source.value, source.value) for source in Source])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "site", "task", "skill"], name="need_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(site__isnull=False, task__isnull=True) | Q(site__isnull=True, task__isnull=False),
                name="need_of_a_site_or_a_task",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id or self.task_id} {self.skill_id}"
