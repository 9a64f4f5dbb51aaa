"""Important numbers: who keeps which, who sees which, and what stays behind."""

from datetime import time
from uuid import uuid4

import pytest
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.foundation.verdict import Refused
from keha.organisation import queries
from keha.organisation.actions import numbers as actions
from keha.organisation.duty import Hours
from keha.organisation.models import Number, Person, Role, Site
from keha.organisation.rules import NumberKind, RoleKind


@pytest.fixture
def inside(world):
    with acting_for(world.employer):
        yield world


def actor_of(person_id):
    return queries.actor(Person.objects.get(pk=person_id), on=timezone.localdate())


def holder(kind):
    return actor_of(Role.objects.filter(kind=kind).values_list("person_id", flat=True)[0])


def told(**given):
    return actions.Told(**({"kind": NumberKind.OTHER, "names": {"fi": "Koe"}, "phone": "040 000 9"} | given))


def add(by, **given):
    return actions.add_number(told(**given), by=by, at=timezone.now())


def reasons(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.verdict.reasons


def far_site(actor):
    served = Site.objects.filter(served_by__team_id__in=actor.working_team_ids).values("pk")
    return Site.objects.exclude(pk__in=served).order_by("pk")[0]


def test_the_administrator_keeps_them_all_and_each_write_leaves_a_trail(inside) -> None:
    by = holder(RoleKind.ADMINISTRATOR)
    number = add(by, hours=(Hours(7, time(21), time(6)),))
    actions.change_number(told(phone="+358 40 000 8"), number_id=number.pk, by=by, at=timezone.now())
    number.refresh_from_db()
    assert number.phone == "+358400008" and not number.hours.exists()
    actions.remove_number(number_id=number.pk, by=by, at=timezone.now())
    assert not Number.objects.filter(pk=number.pk).exists()
    trail = AuditEntry.objects.filter(thing_id=number.pk).order_by("at", "pk").values_list("action", flat=True)
    assert [line.removeprefix("organisation.") for line in trail] == ["add_number", "change_number", "remove_number"]


def test_a_supervisor_keeps_her_sites_and_an_area_manager_the_area_with_its_sites(inside) -> None:
    cecilia, manager = actor_of(inside.cecilia), holder(RoleKind.AREA_MANAGER)
    own, far = queries.kept_places(cecilia).sites[0], far_site(cecilia)
    assert add(cecilia, site_id=own.pk).site_id == own.pk
    not_hers = ("organisation.not-your-numbers",)
    assert reasons(lambda: add(cecilia, site_id=far.pk)) == not_hers
    assert reasons(lambda: add(cecilia, area_id=own.area_id)) == not_hers
    assert reasons(lambda: add(cecilia)) == not_hers
    assert add(manager, area_id=own.area_id).area_id == own.area_id
    assert add(manager, site_id=far.pk).site_id == far.pk
    assert reasons(lambda: add(manager)) == not_hers


def test_a_number_does_not_move_out_of_its_keepers_hands_nor_into_them(inside) -> None:
    cecilia, at = actor_of(inside.cecilia), timezone.now()
    own = queries.kept_places(cecilia).sites[0]
    hers, wide = add(cecilia, site_id=own.pk), add(holder(RoleKind.ADMINISTRATOR))
    not_hers = ("organisation.not-your-numbers",)
    assert reasons(lambda: actions.change_number(told(), number_id=hers.pk, by=cecilia, at=at)) == not_hers
    taken = told(site_id=own.pk)
    assert reasons(lambda: actions.change_number(taken, number_id=wide.pk, by=cecilia, at=at)) == not_hers
    assert reasons(lambda: actions.remove_number(number_id=wide.pk, by=cecilia, at=at)) == not_hers


def test_a_worker_keeps_none_and_is_told_every_reason_at_once(inside) -> None:
    aino = actor_of(inside.aino)
    assert not queries.kept_places(aino)
    assert reasons(lambda: add(aino, names={"fi": " "}, phone="kysy")) == (
        "organisation.not-your-numbers", "organisation.number-without-name", "organisation.not-a-phone-number",
    )  # fmt: skip


def test_what_is_not_seen_or_not_there_is_not_found(inside) -> None:
    daavid_site = far_site(actor_of(inside.aino))
    number = add(holder(RoleKind.ADMINISTRATOR), site_id=daavid_site.pk)
    for number_id in (number.pk, uuid4()):
        with pytest.raises(Number.DoesNotExist):
            actions.remove_number(number_id=number_id, by=actor_of(inside.aino), at=timezone.now())
    assert number.pk not in {one.pk for one in queries.numbers_for(actor_of(inside.aino))}


def test_the_nearest_number_stands_first_and_alone_on_the_direct_route(inside, django_assert_num_queries) -> None:
    aino, admin = actor_of(inside.aino), holder(RoleKind.ADMINISTRATOR)
    site = Site.objects.filter(served_by__team=aino.team).order_by("pk")[0]
    wide = add(admin, kind=NumberKind.STEWARD)
    area = add(admin, kind=NumberKind.STEWARD, area_id=site.area_id)
    near = add(admin, kind=NumberKind.STEWARD, site_id=site.pk)
    with django_assert_num_queries(2):
        order = [(one.pk, len(one.hours.all()))[0] for one in queries.numbers_for(aino)]
    assert order.index(near.pk) < order.index(area.pk) < order.index(wide.pk)
    with django_assert_num_queries(1):
        assert [one.pk for one in queries.numbers_of([NumberKind.STEWARD], team=aino.team)] == [near.pk]
