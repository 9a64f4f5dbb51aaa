"""Two keepers at the same instant, on real connections: a rule gets one next version, and the other keeper is told."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from keha.agreements import actions
from keha.agreements.models import Draft, Rule, Version
from keha.agreements.rules import Words
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from tests.support import rules
from tests.support.people import Who, by_role

TRIES = 5


def _at_once(employer: Any, deeds: list[Callable[[], object]]) -> list[tuple[str, ...]]:
    """Each deed in a transaction of its own, begun together: the reasons of each refusal, () for what was done."""
    told: list[tuple[str, ...]] = []
    gate = threading.Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> None:
        try:
            gate.wait(20)
            with acting_for(employer):
                deed()
            told.append(())
        except Refused as refused:
            told.append(refused.verdict.reasons)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def _adoption() -> actions.Adoption:
    return actions.Adoption(agreed_by=Words("tiimi", "", ""), valid_from=timezone.localdate(), review_months=6)


def _adopt(draft: Draft, who: Who) -> Callable[[], object]:
    return lambda: actions.adopt_draft(
        draft_id=draft.pk, edition=1, adoption=_adoption(), by=who.actor(), at=timezone.now()
    )


@pytest.fixture
def keepers(pooled: Any) -> Any:
    yield Who(pooled.employer, pooled.aino), Who(pooled.employer, pooled.bertta)
    with acting_for(pooled.employer):
        Draft.objects.filter(proposal__title__fi="Kilpa").delete()
        Rule.objects.filter(versions__title_fi="Kilpa").delete()


@pytest.fixture
def deciders(pooled: Any) -> list[Who]:
    people = by_role(pooled)
    return [who for role in ("supervisor", "area_manager") if (who := people[role])]


@pytest.mark.database
def test_of_two_who_adopt_one_draft_at_once_one_does(keepers: Any, deciders: list[Who]) -> None:
    one, _other = keepers
    for _ in range(TRIES):
        with acting_for(one.employer):
            draft = rules.draft_of(one, "Kilpa")
        told = _at_once(one.employer, [_adopt(draft, who) for who in deciders])
        assert told == [(), ("agreements.draft-ended",)]
        with acting_for(one.employer):
            assert Version.objects.filter(rule__slug__endswith=draft.pk.hex[-6:]).count() == 1


@pytest.mark.database
def test_of_two_changes_adopted_at_once_one_becomes_the_next_version(keepers: Any, deciders: list[Who]) -> None:
    one, _other = keepers
    with acting_for(one.employer):
        rule = rules.adopted(one, "Kilpa")
    for number in range(2, TRIES + 2):
        with acting_for(one.employer):
            first = actions.start_change(rule_id=rule.pk, by=one.actor(), at=timezone.now())
            second = _twin(first)
        told = _at_once(one.employer, [_adopt(first, deciders[0]), _adopt(second, deciders[1])])
        assert told == [(), ("agreements.rule-has-changed",)]
        with acting_for(one.employer):
            assert list(Version.objects.filter(rule=rule).order_by("number").values_list("number", flat=True)) == list(
                range(1, number + 1)
            )
            Draft.objects.filter(rule=rule, endings__isnull=True).delete()


def _twin(draft: Draft) -> Draft:
    return Draft.objects.create(
        rule=draft.rule, based_on=draft.based_on, team=draft.team, proposal=draft.proposal, by=draft.by, at=draft.at,
        edited_by=draft.by, edited_at=draft.at,
    )  # fmt: skip


@pytest.mark.database
def test_of_two_edits_at_once_one_is_kept(keepers: Any) -> None:
    one, other = keepers
    for _ in range(TRIES):
        with acting_for(one.employer):
            draft = rules.draft_of(one, "Kilpa")
        proposal = rules.proposal_of("Kilpa")

        def edit(who: Who, text: str, pk: Any = draft.pk, given: Any = proposal) -> Callable[[], object]:
            written = replace(given, text=Words(text, "", ""))
            return lambda: actions.edit_draft(written, draft_id=pk, edition=1, by=who.actor(), at=timezone.now())

        told = _at_once(one.employer, [edit(one, "yksi"), edit(other, "kaksi")])
        assert told == [(), ("agreements.draft-edited",)]
