"""What a change of a roster needs. Nobody's silence, and no team's consent, stands for a person's own yes."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.worktime.changes import (
    Bans,
    Change,
    ChangeKind,
    Contract,
    Ground,
    may_change,
    may_publish,
    short_cancel,
)
from keha.worktime.limits import kvtes, statute
from keha.worktime.spans import HELSINKI, instant

AINO, BERTTA = UUID(int=1), UUID(int=2)
MONDAY = date(2026, 6, 1)
ACT, MUNICIPAL = statute().on(MONDAY), kvtes().on(MONDAY)
BOTH = frozenset({AINO, BERTTA})
ALONE = frozenset({AINO})


def told(change: Change, figures: dict = MUNICIPAL) -> set[str]:  # type: ignore[type-arg]
    """The codes of what is missing, without the room's name."""
    return {code.removeprefix("worktime.") for code in may_change(change, figures).plain.reasons}


@pytest.mark.parametrize(("minutes", "lawful"), [(0, True), (1, False)])
def test_a_roster_is_given_out_a_week_before_its_monday(minutes: int, lawful: bool) -> None:
    at = datetime.combine(MONDAY - timedelta(days=7), time(0), HELSINKI) + timedelta(minutes=minutes)
    assert bool(may_publish(MONDAY, at, ACT)) is lawful


@pytest.mark.parametrize(("hours", "days"), [(6 * 24, 6), (6 * 24 - 1, 5), (0, 0), (-30, 0)])
def test_how_late_a_roster_is_is_told_in_days(hours: int, days: int) -> None:
    at = datetime.combine(MONDAY, time(0), HELSINKI) - timedelta(hours=hours)
    (reason,) = may_publish(MONDAY, at, ACT).reasons
    assert (reason.have, reason.need) == (days, 7)


def test_a_swap_needs_both_and_the_supervisor() -> None:
    assert told(Change(ChangeKind.SWAP, BOTH)) == {"swap-needs-both", "swap-needs-employer"}
    assert told(Change(ChangeKind.SWAP, BOTH, consented=ALONE, confirmed=True)) == {"swap-needs-both"}
    assert told(Change(ChangeKind.SWAP, BOTH, consented=BOTH)) == {"swap-needs-employer"}
    assert told(Change(ChangeKind.SWAP, BOTH, consented=BOTH, confirmed=True)) == set()


def test_while_swaps_are_paused_nobody_swaps_and_the_employers_own_reason_still_holds() -> None:
    paused = Bans(swaps=True)
    assert told(Change(ChangeKind.SWAP, BOTH, consented=BOTH, confirmed=True, bans=paused)) == {"swaps-paused"}
    by_reason = Change(ChangeKind.MOVED, ALONE, by_employer=True, ground=Ground.JUSTIFIED, bans=paused)
    assert told(by_reason) == set()
    by_consent = Change(ChangeKind.MOVED, ALONE, consented=ALONE, by_employer=True, bans=paused)
    assert told(by_consent) == {"swaps-paused"}


def test_a_given_roster_is_changed_with_consent_or_for_a_reason() -> None:
    assert told(Change(ChangeKind.MOVED, ALONE, by_employer=True)) == {"change-needs-consent-or-justified"}
    assert told(Change(ChangeKind.MOVED, ALONE, by_employer=True), ACT) == {"change-needs-consent-or-weighty"}
    justified = Change(ChangeKind.MOVED, ALONE, by_employer=True, ground=Ground.JUSTIFIED)
    assert told(justified) == set()
    assert told(justified, ACT) == {"change-needs-consent-or-weighty"}
    assert told(Change(ChangeKind.MOVED, ALONE, by_employer=True, ground=Ground.WEIGHTY), ACT) == set()


def test_what_a_worker_wishes_the_supervisor_confirms_and_a_reason_of_hers_is_none() -> None:
    assert told(Change(ChangeKind.MOVED, ALONE, consented=ALONE)) == {"change-needs-employer"}
    assert told(Change(ChangeKind.MOVED, ALONE, consented=ALONE, confirmed=True)) == set()
    assert told(Change(ChangeKind.MOVED, ALONE, ground=Ground.WEIGHTY)) == {"change-needs-consent-or-justified"}


def test_before_it_is_given_out_a_roster_is_free_to_change() -> None:
    assert told(Change(ChangeKind.MOVED, ALONE, published=False)) == set()


def test_a_begun_shift_is_not_changed_without_consent_for_any_reason() -> None:
    begun = Change(ChangeKind.MOVED, ALONE, started=True, by_employer=True, ground=Ground.WEIGHTY)
    assert told(begun) == {"started-shift"}
    assert told(Change(ChangeKind.MOVED, ALONE, consented=ALONE, started=True, by_employer=True)) == set()


def test_additional_work_needs_consent_unless_the_contract_agrees() -> None:
    assert told(Change(ChangeKind.ADDITIONAL, ALONE, by_employer=True)) == {"additional-needs-consent"}
    agreed = Contract(additional_agreed=True)
    assert told(Change(ChangeKind.ADDITIONAL, ALONE, by_employer=True, contract=agreed)) == set()
    on_a_day_off = Change(ChangeKind.ADDITIONAL, ALONE, by_employer=True, contract=agreed, refuses=True)
    assert told(on_a_day_off) == {"additional-needs-consent"}
    variable = Contract(additional_agreed=True, variable=True)
    assert told(Change(ChangeKind.ADDITIONAL, ALONE, by_employer=True, contract=variable)) == {
        "additional-needs-consent"
    }


def test_overtime_begins_from_the_employer_and_needs_consent_each_time() -> None:
    assert told(Change(ChangeKind.OVERTIME, ALONE)) == {"extra-work-initiative", "overtime-needs-consent"}
    assert told(Change(ChangeKind.OVERTIME, ALONE, consented=ALONE, by_employer=True)) == set()
    agreed = Contract(additional_agreed=True)
    assert told(Change(ChangeKind.OVERTIME, ALONE, by_employer=True, contract=agreed)) == {"overtime-needs-consent"}
    officeholder = Contract(must_when_compelling=True)
    assert told(Change(ChangeKind.OVERTIME, ALONE, by_employer=True, contract=officeholder)) == set()


@pytest.mark.parametrize("kind", [ChangeKind.ADDITIONAL, ChangeKind.OVERTIME])
def test_while_extra_work_is_paused_there_is_none(kind: ChangeKind) -> None:
    paused = Bans(extra_work=True)
    assert told(Change(kind, ALONE, consented=ALONE, by_employer=True, bans=paused)) == {"extra-work-paused"}


def test_emergency_work_lasts_two_weeks_and_the_authority_is_told() -> None:
    verdict = may_change(Change(ChangeKind.EMERGENCY, ALONE, by_employer=True, emergency_day=14), ACT)
    assert verdict and [notice.code for notice in verdict.notices] == ["worktime.emergency-is-told"]
    assert told(Change(ChangeKind.EMERGENCY, ALONE, by_employer=True, emergency_day=15)) == {"emergency-too-long"}


@pytest.mark.parametrize(("minutes", "missing"), [(300, set()), (301, {"handover-too-long"})])
def test_agreed_handing_over_is_at_most_five_hours_a_week(minutes: int, missing: set[str]) -> None:
    agreed = Contract(handover_agreed=True)
    assert told(Change(ChangeKind.HANDOVER, ALONE, contract=agreed, handover_minutes=minutes)) == missing
    assert told(Change(ChangeKind.HANDOVER, ALONE, handover_minutes=10)) == {"additional-needs-consent"}


def test_a_late_cancelling_of_variable_hours_is_compensated() -> None:
    starts = instant(MONDAY, time(8))
    assert short_cancel(starts, starts - timedelta(hours=48), ACT) is None
    assert short_cancel(starts, starts - timedelta(hours=47, minutes=59), ACT) is not None


def changes() -> st.SearchStrategy[Change]:
    """Any change of two people."""
    return st.builds(
        Change,
        kind=st.sampled_from(ChangeKind), people=st.just(BOTH), consented=st.frozensets(st.sampled_from(sorted(BOTH))),
        published=st.booleans(), started=st.booleans(), by_employer=st.booleans(), confirmed=st.booleans(),
        ground=st.sampled_from(Ground), refuses=st.booleans(),
        contract=st.builds(Contract, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
        bans=st.builds(Bans, st.booleans(), st.booleans()),
    )  # fmt: skip


@given(changes(), st.sampled_from([ACT, MUNICIPAL]))
def test_one_more_yes_never_adds_a_reason(change: Change, figures: dict) -> None:  # type: ignore[type-arg]
    import dataclasses

    if change.bans.swaps:
        return
    agreed = dataclasses.replace(change, consented=BOTH, confirmed=True)
    assert told(agreed, figures) <= told(change, figures)


@given(changes(), st.sampled_from([ACT, MUNICIPAL]))
def test_nothing_by_consent_goes_through_while_all_is_paused(change: Change, figures: dict) -> None:  # type: ignore[type-arg]
    if change.bans == Bans(True, True) and change.kind in (ChangeKind.SWAP, ChangeKind.ADDITIONAL, ChangeKind.OVERTIME):
        assert told(change, figures) & {"swaps-paused", "extra-work-paused"}
