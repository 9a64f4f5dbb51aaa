"""A version's limits and sources within its own row, so that a card takes one query."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from keha.agreements.models import Limit, Source, Version

_LIMIT = ("position", "quantity", "comparison", "unit", "words_fi", "words_sv", "words_en")
_SOURCE = ("position", "kind", "name_fi", "name_sv", "name_en", "address", "read_date")


def with_limits(versions: QuerySet[Version]) -> QuerySet[Any]:
    """Each version with its limits in its row."""
    rows = Limit.objects.filter(version=OuterRef("pk")).order_by("position")
    told = JSONObject(value=Cast("value", TextField()), **{name: name for name in _LIMIT})
    return versions.annotate(limit_rows=ArraySubquery(rows.values(json=told)))


def with_parts(versions: QuerySet[Version]) -> QuerySet[Any]:
    """Each version with its limits and its sources in its row."""
    rows = Source.objects.filter(version=OuterRef("pk")).order_by("position")
    told = JSONObject(**{name: name for name in _SOURCE})
    found: QuerySet[Any] = with_limits(versions).annotate(source_rows=ArraySubquery(rows.values(json=told)))
    return found


def limits_in(version: Any) -> tuple[Limit, ...]:
    """The limits of a version that was read with them, in their order. No query."""
    return tuple(
        Limit(**row | {"value": None if row["value"] is None else Decimal(row["value"])}) for row in version.limit_rows
    )


def sources_in(version: Any) -> tuple[Source, ...]:
    """The same of its sources."""
    return tuple(
        Source(**row | {"read_date": date.fromisoformat(row["read_date"]) if row["read_date"] else None})
        for row in version.source_rows
    )
