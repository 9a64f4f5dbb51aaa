"""The story's employer many times over, for load: rows are copied in bulk, since it is load and no story."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice, product
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from keha.agreements import queries as agreements
from keha.agreements.models import Rule, Version
from keha.foundation.context import acting_for, door
from keha.foundation.ids import uuid7
from keha.foundation.tenancy import EmployerModel
from keha.organisation.actions import places
from keha.organisation.models import Account, Membership
from keha.presence.models import Stint
from keha.questions import actions as questions
from keha.story.cast import lahdenpera, table
from keha.story.founding import in_languages

Tell = Callable[[str], None]
LEFT_OUT = frozenset({"auditentry", "formkey"})
BATCH = 2_000
FIGURE_LEAST, FIGURES = 2, 28
RANDOM_BITS = 62


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All rows of an employer, table by table, and the ids of the people who have a login."""

    rows: tuple[tuple[type[Model], list[Any]], ...]
    people_inside: list[UUID]


def multiply(source: UUID, *, employers: int, rules: int, tell: Tell) -> list[UUID]:
    """Makes so many employers like the source, each with so many rules at least. Returns their ids.

    The first gets its extra rules and their analyses made (some hundredths of a second a rule); the others are copies
    of it, about half a second each. tell: takes a line of progress.
    """
    first = _copy(_snapshot(source), number=1)
    with acting_for(first):
        _add_rules(first, rules - Rule.objects.count())
        while questions.analyse_missing(limit=50):
            pass
    tell(f"demo: 1 of {employers} employers, with its rules analysed")
    snapshot = _snapshot(first)
    made = [first]
    for number in range(2, employers + 1):
        made.append(_copy(snapshot, number=number))
        if number % 25 == 0:
            tell(f"demo: {number} of {employers} employers")
    return made


def _tables() -> list[type[Model]]:
    """The employer's tables. The order does not matter: their keys are looked at when the transaction ends."""
    found = [model for model in apps.get_models() if issubclass(model, EmployerModel)]
    return [model for model in found if model._meta.model_name not in LEFT_OUT]


def _snapshot(employer_id: UUID) -> Snapshot:
    with acting_for(employer_id):
        rows = tuple((model, list(_rows_of(model))) for model in _tables())
    with door():
        inside = Membership.objects.filter(employer_id=employer_id).values_list("person_id", flat=True)
        return Snapshot(rows, list(inside))


def _rows_of(model: type[Model]) -> Iterator[Any]:
    manager: Any = model._default_manager
    if model is Stint:
        newest = Stint.objects.order_by("-period").values_list("period", flat=True).first()
        # The last five weeks of what is written out: from about a week ago.
        since = newest.lower - timedelta(days=35) if newest else None
        return iter(manager.filter(period__startswith__gte=since))
    return iter(manager.all())


def _copy(snapshot: Snapshot, *, number: int) -> UUID:
    """A new employer with all rows of a snapshot. The snapshot's own rows become the copy's, ready to be copied on."""
    names = in_languages(lahdenpera().name)
    employer = places.found_employer(names={language: f"{name} {number}" for language, name in names.items()})
    turn = random.getrandbits(RANDOM_BITS)
    with acting_for(employer):
        for model, rows in snapshot.rows:
            _turn(model, rows, employer, turn)
            model._default_manager.bulk_create(rows, batch_size=BATCH)
    snapshot.people_inside[:] = [UUID(int=pk.int ^ turn) for pk in snapshot.people_inside]
    with door():
        accounts = Account.objects.bulk_create(_account() for _ in snapshot.people_inside)
        Membership.objects.bulk_create(
            Membership(employer_id=employer, account=account, person_id=person)
            for account, person in zip(accounts, snapshot.people_inside, strict=True)
        )
    return employer


def _account() -> Account:
    account = Account()
    account.set_unusable_password()
    return account


def _turn(model: type[Model], rows: Sequence[Any], employer: UUID, turn: int) -> None:
    """Gives rows new ids: the random bits of every id are turned alike, so that keys still fit and order stays."""
    fields = model._meta.concrete_fields
    keys = [f.attname for f in fields if f.primary_key or (f.is_relation and f.name != "employer")]
    for row in rows:
        row.employer_id = employer
        for key in keys:
            if (old := getattr(row, key)) is not None:
                setattr(row, key, UUID(int=old.int ^ turn))


def texts() -> Iterator[tuple[str, str]]:
    """Titles and texts of rules for load, all different, some ten thousand."""
    words = table("load")
    sites = [site.name.fi for site in lahdenpera().sites]
    varied = product(range(FIGURES), words["places"], words["manners"], sites, words["subjects"])
    for figure, place, manner, site, (title, text) in varied:
        said = f"{text} {manner.format(n=figure + FIGURE_LEAST)} {place.format(site=site)}"
        yield f"{title}, {site} ({figure + FIGURE_LEAST})", said


def _add_rules(employer_id: UUID, count: int) -> None:
    """Adds rules of the employer's own, in Finnish alone, like its first one in all else."""
    like = Version.objects.filter(rule__retirements__isnull=True).order_by("pk")[0]
    varied = list(islice(texts(), max(count, 0)))
    rules = [Rule(pk=uuid7(), slug=f"load_{number}", topic="everyday") for number in range(len(varied))]
    Rule.objects.bulk_create(rules, batch_size=BATCH)
    Version.objects.bulk_create(
        (
            Version(
                rule=rule, number=1, verdict="must", decider="team", addressee="te", title_fi=title[:120], text_fi=text,
                agreed_by_fi=like.agreed_by_fi, valid_from=like.valid_from, review_date=like.review_date,
                adopted_at=like.adopted_at,
            )
            for rule, (title, text) in zip(rules, varied, strict=True)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    agreements.renew_number()
