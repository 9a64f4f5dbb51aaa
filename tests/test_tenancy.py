"""One employer's words never show in another's pages, and no statement runs without a context."""

import threading
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core import checks
from django.db import DatabaseError, IntegrityError, connections, models, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from keha.foundation.context import NoContext, acting_for, door, is_inside
from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Account, Employer, Person
from tests.support import bodies, rows
from tests.support.people import client_of
from tests.support.routes import every_route
from tests.support.scene import Scene

MARK = "kanarianlintu{number}x"


def _mark_everything(employer: UUID) -> int:
    """Puts a mark of its own into every text column of an employer's rows. Returns how many columns."""
    number = 0
    with acting_for(employer):
        for model in apps.get_models():
            names = {field.name for field in model._meta.local_fields}
            if "employer" not in names:
                continue
            for field in model._meta.local_fields:
                if isinstance(field, models.TextField | models.CharField) and not field.choices:
                    room = (field.max_length or 200) - 3
                    if room < 16 or field.name in {"action", "quantity", "unit", "source_kind", "path"}:
                        continue
                    number += 1
                    _mark(model, field, MARK.format(number=number))
    return number


def _mark(model: Any, field: Any, mark: str) -> None:
    unique = any(field.name in getattr(one, "fields", ()) for one in model._meta.constraints)
    if unique or model._meta.db_table == "foundation_auditentry":
        return
    # What is empty may have to stay so as long as something has not happened.
    model.objects.exclude(**{field.name: ""}).update(**{field.name: mark})


def test_a_mark_in_every_text_of_the_other_employer_shows_on_no_page_of_ours(scene: Scene) -> None:
    assert _mark_everything(scene.world.county) > 25
    for role in ("worker", "supervisor", "area_manager", "steward", "administrator", "anonymous"):
        whose = (scene.own, scene.county) if role in {"worker", "administrator"} else (scene.own,)
        client = client_of(scene.people[role])
        for route in every_route():
            if route.name == "demo:demo":
                continue  # it shows both employers of the story, on purpose
            for thing in bodies.things_of(route):
                for things in whose:
                    path = route.path(**bodies.values(route, things, thing))
                    if route.name in {"door:enter", "shifts:feed"} and things is scene.county:
                        continue  # whoever holds a code is greeted by its employer's name; a calendar's address is its key
                    assert b"kanarianlintu" not in client.get(path).content, (role, path)
                    fields = bodies.body(route, scene)
                    if fields is not None and role == "worker" and route.name not in {"me:sign_out", "demo:become"}:
                        assert b"kanarianlintu" not in client.post(path, bodies.keyed(fields)).content, path
                        client = client_of(scene.people[role])


def test_a_mark_is_there_for_the_other_employer_herself(scene: Scene) -> None:
    _mark_everything(scene.world.county)
    client = client_of(scene.people["other_employer"])
    assert b"kanarianlintu" in client.get("/today/").content + client.get("/team/").content


def test_every_model_is_walled_and_no_check_complains() -> None:
    assert checks.run_checks() == []
    for model in apps.get_models():
        if model.__module__.startswith("keha."):
            names = {type(constraint).__name__ for constraint in model._meta.constraints}
            assert "Wall" in names, model


def test_every_key_inside_an_employer_names_the_employer() -> None:
    for model in apps.get_models():
        if not model.__module__.startswith("keha.") or not issubclass(model, EmployerModel):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.name != "employer":
                assert isinstance(field, EmployerKey), (model, field)


def test_a_statement_without_a_context_is_an_error(world: Any) -> None:
    assert not is_inside()
    for query in (Person.objects.all(), Account.objects.all(), Employer.objects.all()):
        with pytest.raises(NoContext), transaction.atomic():
            list(query)
    with pytest.raises(NoContext), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1")


def test_one_context_inside_another_is_an_error(world: Any) -> None:
    with acting_for(world.employer), pytest.raises(NoContext), acting_for(world.county):
        raise AssertionError
    with door(), pytest.raises(NoContext), acting_for(world.county):
        raise AssertionError


def test_the_door_sees_no_employers_rows_and_an_employer_no_accounts(world: Any) -> None:
    with pytest.raises(DatabaseError, match="the door sees"), door():
        list(Person.objects.all())
    with pytest.raises(DatabaseError, match="only the door"), acting_for(world.employer):
        list(Account.objects.all())


def test_what_is_unique_is_unique_for_one_employer(scene: Scene) -> None:
    from keha.organisation.models import Area

    with acting_for(scene.world.county):
        Area.objects.create(code="sama", name_fi="Sama")
    with acting_for(scene.world.employer):
        Area.objects.create(code="sama", name_fi="Sama")
        with pytest.raises(IntegrityError), transaction.atomic():
            Area.objects.create(code="sama", name_fi="Sama")


class Contexts(RuleBasedStateMachine):
    """Requests, errors, rollbacks, savepoints and switches in any order, on pooled connections and in threads."""

    world: Any

    @initialize()
    def begin(self) -> None:
        self.trouble: list[str] = []

    def _look(self, employer: UUID) -> None:
        with acting_for(employer):
            seen = set(Person.objects.values_list("employer_id", flat=True))
            if seen != {employer}:
                self.trouble.append(f"{employer} saw {seen}")

    @rule(first=st.booleans())
    def request(self, first: bool) -> None:
        self._look(self._of(first))

    def _of(self, first: bool) -> UUID:
        return self.world.employer if first else self.world.county

    @rule(first=st.booleans())
    def error(self, first: bool) -> None:
        with pytest.raises(ZeroDivisionError), acting_for(self._of(first)):
            _ = len(Person.objects.all()[:1]) / 0

    @rule(first=st.booleans())
    def broken_statement(self, first: bool) -> None:
        with pytest.raises(DatabaseError), acting_for(self._of(first)), connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    @rule(first=st.booleans())
    def rollback(self, first: bool) -> None:
        with acting_for(self._of(first)):
            Person.objects.update(share_percent=50)
            transaction.set_rollback(True)

    @rule(first=st.booleans())
    def savepoint(self, first: bool) -> None:
        with acting_for(self._of(first)):
            with pytest.raises(IntegrityError), transaction.atomic():
                Person.objects.update(share_percent=0)
            if set(Person.objects.values_list("employer_id", flat=True)) != {self._of(first)}:
                self.trouble.append("after a savepoint")

    @rule()
    def at_the_door(self) -> None:
        with door():
            list(Account.objects.all()[:1])

    @rule(first=st.booleans())
    def in_a_thread(self, first: bool) -> None:
        def run() -> None:
            try:
                self._look(self._of(first))
            finally:
                connections["default"].close()

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()

    @rule()
    def outside(self) -> None:
        with pytest.raises(NoContext):
            list(Person.objects.all())

    @invariant()
    def nobody_saw_anothers_rows(self) -> None:
        assert getattr(self, "trouble", []) == []
        assert not is_inside()


@pytest.mark.database
def test_contexts_in_any_order_leak_nothing(pooled: Any) -> None:
    machine = type("Machine", (Contexts,), {"world": pooled})
    shape = settings(
        max_examples=25, stateful_step_count=30, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=shape)


@pytest.mark.database
def test_a_thousand_switches_on_one_pool_leak_nothing(pooled: Any) -> None:
    for number in range(1000):
        employer = pooled.employer if number % 2 else pooled.county
        try:
            with acting_for(employer):
                assert set(Person.objects.values_list("employer_id", flat=True)[:3]) == {employer}
                if number % 10 == 0:
                    raise ValueError
        except ValueError:
            continue


@pytest.mark.database
def test_a_setting_left_behind_in_the_pool_costs_no_write(pooled: Any) -> None:
    with acting_for(pooled.employer), connections["default"].cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    for _ in range(3):
        with acting_for(pooled.county), connections["default"].cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)


def test_rows_read_for_comparison_are_all_there(world: Any) -> None:
    found = rows.everything(world)
    assert len(found) > 20
    assert len(found["organisation_person"]) == len(world.people) + len(world.county_people)
