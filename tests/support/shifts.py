"""For the generated tests: a draft roster with a shift, a calendar address, and what each form sends."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from keha.integrations import actions as integrations
from keha.integrations.actions import roster_files, rostering
from keha.integrations.models import RosterSheet
from keha.integrations.rule_sheets.table import Row, Table
from keha.organisation.models import Person, Role, Team, TeamSite
from keha.organisation.queries import Actor
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
    "shifts:sheet": ("roster_looking", "roster_placing", "roster_unread", "roster_done"),
    **{f"shifts:sheet_{name}": ("roster_placing", "roster_done") for name in ("tab", "letters", "discard")},
    **{f"shifts:sheet_{name}": ("roster_looking", "roster_done") for name in ("meant", "skip", "apply")},
    "shifts:sheet_columns": ("roster_unread", "roster_done"),
    "shifts:sheet_undo": ("roster_done", "roster_looking"),
}
IMPORTS = (
    "bring",
    *(f"sheet_{name}" for name in ("tab", "columns", "letters", "meant", "skip", "apply", "undo", "discard")),
)
# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = {
    **dict.fromkeys(
        [f"shifts:{name}" for name in ("drafts", "publish", "take_away", "new", "shift", "drop", *IMPORTS)],
        "supervisor",
    ),
    "shifts:end_feed": "mate",
}


def _sheet(by: Actor, team: Team, first: date, *rows: tuple[str, ...], heading: str = "Nimi") -> RosterSheet:
    """A roster's file that has been read; inside the employer."""
    days = [f"{first + timedelta(days=n):%d.%m.%Y}" for n in range(3)]
    at = timezone.now()
    sheet = integrations.take_roster(name="lista.xlsx", body=b"PK", team=team, by=by, at=at)
    found = Table((heading, *days), tuple(Row(n, row) for n, row in enumerate(rows, start=2)), tabs=("Lista", "Muut"))
    roster_files.keep_roster_reading(sheet_id=sheet.pk, found=found, at=at, near=first)
    return sheet


def _sheets(by: Actor, team: Team, first: date, name: str) -> dict[str, Any]:
    """Files in each of their stages, by name."""
    at, today = timezone.now(), timezone.localdate()
    placing = _sheet(by, team, first, ("Outo Nimi", "Q", "", ""), (name, "6-14", "", ""))
    looking = _sheet(by, team, first + timedelta(weeks=3), ("Outo Nimi", "6-14", "", ""), (name, "6-14", "", ""))
    done = _sheet(by, team, first + timedelta(weeks=6), (name, "6-14", "", ""))
    for one in (looking, done):
        integrations.place_roster([], sheet_id=one.pk, by=by, at=at)
        rostering._sort(one.pk, at=at)
    integrations.apply_roster(sheet_id=done.pk, by=by, at=at)
    rostering._apply(done.pk, at=at, today=today)
    unread = integrations.take_roster(name="puhelimet.csv", body=b"PK", team=team, by=by, at=at)
    table = Table(("Kuka", "Milloin", "Mistä", "Mihin"), (Row(2, (name, f"{first:%d.%m.%Y}", "aamu", "ilta")),))
    roster_files.keep_roster_reading(sheet_id=unread.pk, found=table, at=at, near=first)
    return {
        "roster_placing": placing.pk, "roster_looking": looking.pk, "roster_done": done.pk, "roster_unread": unread.pk,
    }  # fmt: skip


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
        "assignment": shift.pk, "feed": token_of(feed), "roster_team": team.pk,
        **_sheets(by, team, first + timedelta(weeks=6), Person.objects.get(pk=mate.person).name),
    }  # fmt: skip


def values(ids: Mapping[str, Any], thing: str) -> dict[str, Any]:
    """The parameters of addresses by name, for one of a person's things."""
    return {
        "roster_id": ids.get("roster"), "assignment_id": ids.get("assignment"), "token": ids.get("feed"),
        "roster_sheet_id": ids.get(thing),
    }  # fmt: skip


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
        **{f"shifts:{name}": {} for name in IMPORTS},
        "shifts:bring": {"team": str(own["roster_team"]), "pasted": f"Nimi;{first}\nOuto;6-14"},
        "shifts:sheet_tab": {"tab": "1"},
        "shifts:sheet_letters": {"sign-0": "6-14"},
        "shifts:sheet_meant": {"r2-meant": str(own["mate"])},
        "shifts:sheet_columns": {f"col-{n}": name for n, name in enumerate(("name", "day", "starts", "ends"))},
    }
