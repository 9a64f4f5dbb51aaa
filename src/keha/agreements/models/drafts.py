"""What a rule's keepers work on: proposed wordings, a rule's own words, reviews and added translations."""

from django.db import models

from keha.agreements.consent import Helped, ReviewOutcome
from keha.agreements.models.ruleset import Rule, Version
from keha.agreements.proposals import DraftEnd, WordsOrigin
from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Area, Person, Site, Team


class Draft(EmployerModel):
    """A proposed wording of a new rule, or of the next version of a rule. It answers nobody before it is adopted.

    proposal: see proposals.from_body. edition: grows with every edit. based_on: the number of the version it changes,
    0 for a new rule. source: where the wording came from, a plain (kind, id). library_slug: the template it fills.
    """

    rule = EmployerKey(Rule, models.CASCADE, null=True, related_name="+")
    based_on = models.PositiveIntegerField(default=0)
    area = EmployerKey(Area, models.PROTECT, null=True, related_name="+")
    team = EmployerKey(Team, models.PROTECT, null=True, related_name="+")
    site = EmployerKey(Site, models.PROTECT, null=True, related_name="+")
    fixed = models.BooleanField(default=False)
    library_slug = models.CharField(max_length=60, blank=True)
    source_kind = models.CharField(max_length=20, blank=True)
    source_id = models.UUIDField(null=True)
    proposal = models.JSONField()
    edition = models.PositiveIntegerField(default=1)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    edited_by = EmployerKey(Person, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="draft_one_scope",
                condition=(
                    models.Q(team__isnull=True, site__isnull=True)
                    | models.Q(area__isnull=True, site__isnull=True)
                    | models.Q(area__isnull=True, team__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="draft_source_whole",
                condition=models.Q(source_kind="", source_id__isnull=True)
                | (~models.Q(source_kind="") & models.Q(source_id__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["employer", "rule"], name="draft_rule")]

    def __str__(self) -> str:
        return f"{self.pk} ({self.edition})"


class DraftEnding(EmployerModel):
    """A draft was adopted, as which version, or discarded. A discarded one can be taken back for a while."""

    draft = EmployerKey(Draft, models.CASCADE, related_name="endings")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in DraftEnd])
    version = EmployerKey(Version, models.CASCADE, null=True, related_name="+")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "draft"], name="draft_ending_once")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.kind}"


class OwnWords(EmployerModel):
    """Words in which this workplace asks for a rule. origin: typed by a keeper, or taken from a question read by one."""

    rule = EmployerKey(Rule, models.CASCADE, related_name="own_words")
    text = models.CharField(max_length=120)
    origin = models.CharField(max_length=10, choices=[(origin.value, origin.value) for origin in WordsOrigin])
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "rule", "text"], name="own_words_once")]

    def __str__(self) -> str:
        return self.text


class Review(EmployerModel):
    """Somebody looked at a version again: did it help, what to improve, any reason not to go on.

    helped: empty in those from before it was asked. outcome: what she thinks follows. next_date: when it is looked at
    again; soon, where it is to be changed or ended and that has not happened.
    """

    version = EmployerKey(Version, models.CASCADE, related_name="reviews")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    next_date = models.DateField()
    helped = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Helped])
    improve = models.TextField(blank=True)
    against = models.TextField(blank=True)
    outcome = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in ReviewOutcome], default=ReviewOutcome.CONTINUE.value
    )

    class Meta:
        indexes = [models.Index(fields=["employer", "version", "next_date"], name="review_version")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.next_date}"


def renewed() -> models.Subquery:
    """For a query of versions: the day that a version's last reader set for the next look; null where nobody has."""
    reviews = Review.objects.filter(version=models.OuterRef("pk"))
    return models.Subquery(reviews.order_by("-at").values("next_date")[:1])


class Translation(EmployerModel):
    """A language that a version lacked was written afterwards, by whom. What had been written is never touched."""

    version = EmployerKey(Version, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employer", "version"], name="translation_version")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"
