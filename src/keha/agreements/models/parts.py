"""The parts of a version: limits, sources and local figures, as rows."""

from django.db import models

from keha.agreements.models.ruleset import Version
from keha.agreements.rules import Comparison, SourceKind
from keha.foundation.tenancy import EmployerKey, EmployerModel


class Limit(EmployerModel):
    """A limit or a condition of a rule. value: in its unit; empty for a condition without a figure."""

    version = EmployerKey(Version, models.CASCADE, related_name="limits")
    position = models.PositiveSmallIntegerField()
    quantity = models.CharField(max_length=30)
    comparison = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Comparison])
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    unit = models.CharField(max_length=30, blank=True)
    words_fi = models.CharField(max_length=200)
    words_sv = models.CharField(max_length=200, blank=True)
    words_en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "version", "position"], name="limit_position")]

    def __str__(self) -> str:
        return self.words_fi


class Source(EmployerModel):
    """What a version leans on. address: a page of the text, where one exists. read_date: when it was read."""

    version = EmployerKey(Version, models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in SourceKind])
    name_fi = models.CharField(max_length=200)
    name_sv = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    address = models.URLField(max_length=300, blank=True)
    read_date = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "version", "position"], name="source_position")]

    def __str__(self) -> str:
        return self.name_fi


class Figure(EmployerModel):
    """A local figure, weekday or name that a version was filled with: one value for all languages."""

    version = EmployerKey(Version, models.CASCADE, related_name="figures")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    unit = models.CharField(max_length=30, blank=True)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "version", "key"], name="figure_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.value}"
