"""For the generated tests: a draft roster with a shift, a calendar address, and what each form sends."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from keha.organisation.models import Role, TeamSite
from keha.organisation.rules import RoleKind
from keha.presence.rules import HELSINKI
from keha.shifts import actions, rules
from keha.shifts.actions.feeds import token_of
from keha.shifts.rules import Shift
from tests.support.people import Who

# Which of a person's things an address is tried with; the first one is where its form does something.
THINGS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(["shifts:team", "shifts:pdf", "shifts:drafts"], ("team",)),
    **dict.fromkeys(["shifts:roster", "shifts:publish", "shifts:take_away", "shifts:new"], ("roster",)),
    **dict.fromkeys(["shifts:shift", "shifts:drop"], ("assignment",)),
    "shifts:feed": ("feed",),
}
# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = dict.fromkeys(
    [f"shifts:{name}" for name in ("drafts", "publish", "take_away", "new", "shift", "drop")], "supervisor"
)


def things(who: Who, mate: Who, rule: Any) -> dict[str, Any]:
    """Ids by name, made inside the person's employer; rule: one of her team's."""
    team, now = who.actor().teams[0], timezone.now()
    leader = Role.objects.filter(kind=RoleKind.SUPERVISOR, team=team).values_list("person_id", flat=True)[0]
    by = Who(who.employer, leader).actor()
    first = rules.period_of(timezone.localdate() + timedelta(weeks=30))[0]
    site = TeamSite.objects.filter(team=team).values_list("site_id", flat=True)[0]
    roster = actions.begin(team=team, days=(first, first + timedelta(days=20)), by=by, at=now)
    begin, end = (datetime.combine(first, clock, HELSINKI) for clock in (time(6), time(14)))
    shift = actions.assign(Shift(mate.person, site, begin, end, "A"), roster_id=roster.pk, by=by, at=now)
    roster.refresh_from_db()
    feed = actions.make_feed(by=Who(who.employer, mate.person).actor(), at=now)
    return {
        "roster": roster.pk, "roster_edition": roster.edition, "roster_first": first, "roster_site": site,
        "assignment": shift.pk, "feed": token_of(feed),
    }  # fmt: skip


def values(ids: Mapping[str, Any], thing: str) -> dict[str, Any]:
    """The parameters of addresses by name, for one of a person's things."""
    return {"roster_id": ids.get("roster"), "assignment_id": ids.get("assignment"), "token": ids.get("feed")}


def bodies(own: Mapping[str, Any], world: Any) -> dict[str, dict[str, str]]:
    """What each form sends when it is filled in rightly, by the address's name."""
    first = own["roster_first"]
    shift = {
        "person": str(own["mate"]), "day": str(first + timedelta(days=1)), "hours": "7-15",
        "site": str(own["roster_site"]), "letter": "A",
    }  # fmt: skip
    return {
        "shifts:make_feed": {},
        "shifts:end_feed": {},
        "shifts:drafts": {"first": str(first + timedelta(weeks=3)), "weeks": "3", "source": "weeks"},
        "shifts:publish": {"edition": str(own["roster_edition"])},
        "shifts:take_away": {},
        "shifts:new": shift,
        "shifts:shift": {**shift, "edition": "1"},
        "shifts:drop": {"edition": "1"},
    }
