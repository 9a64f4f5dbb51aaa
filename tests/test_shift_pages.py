"""The pages of rosters: who sees what, what they weigh, how many queries they take, and two editors of one shift."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.organisation.models import Role
from keha.organisation.rules import RoleKind
from keha.presence.models import Stint
from keha.shifts.models import Assignment, Feed
from tests.support import bodies
from tests.support.people import Who, client_of

ONE_WEEK, THREE_WEEKS, MOST = 40_000, 80_000, 12


def _client(world, person, **kw):
    return client_of(Who(world.employer, world.people[person]), **kw)


def test_my_shifts_show_the_next_first_and_who_is_with_me(world) -> None:
    page = _client(world, "aino").get("/shifts/").content.decode()
    with acting_for(world.employer):
        coming = Stint.objects.filter(person_id=world.aino, period__endswith__gt=timezone.now()).order_by("period")
        assert coming.exists()
    assert page.index("hero-time") < page.index('id="week')
    assert "Aurinkorinteen koulu" in page and "Bertta Nieminen" in page and "Daavid Laine" not in page


def test_a_worker_sees_her_own_teams_roster_and_no_other(world) -> None:
    client = _client(world, "daavid")
    assert client.get(f"/shifts/team/{world.teams['koulusiivous']}/").status_code == 200
    for path in ("", "roster.pdf", "drafts/"):
        assert client.get(f"/shifts/team/{world.teams['aurinkokeittio']}/{path}").status_code == 404
    assert client.get(f"/shifts/team/{world.teams['koulusiivous']}/drafts/").status_code == 403
    assert "Aino Korhonen" not in client.get("/shifts/area/").content.decode()


def test_an_areas_roster_is_light_enough_and_takes_few_queries(world) -> None:
    with acting_for(world.employer):
        manager = Role.objects.get(kind=RoleKind.AREA_MANAGER).person_id
    client = client_of(Who(world.employer, manager), language="en")  # the longest hours: 14:30–22:00
    for weeks, limit in ((1, ONE_WEEK), (3, THREE_WEEKS)):
        with CaptureQueriesContext(connection) as captured:
            page = client.get(f"/shifts/area/?weeks={weeks}")
        assert page.status_code == 200 and page.content.count(b'scope="row"') >= 49
        assert len(page.content) <= limit
        counted = [query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(counted) <= MOST, "\n".join(query["sql"][:90] for query in counted)


@pytest.mark.parametrize("path", ["/shifts/", "/shifts/today/"])
def test_the_other_pages_take_few_queries(world, path) -> None:
    client = _client(world, "cecilia")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    counted = [query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(counted) <= MOST, "\n".join(query["sql"][:90] for query in counted)


def test_who_is_away_from_the_roster_stands_first(world) -> None:
    from keha.organisation.queries import actor
    from keha.presence import actions as presence

    with acting_for(world.employer):
        today = timezone.localdate()
        stint = Stint.objects.filter(
            team_id=world.teams["aurinkokeittio"], period__startswith__gt=timezone.now()
        ).order_by("period").select_related("person", "team").first()  # fmt: skip
        day = timezone.localdate(stint.period.lower)
        by = actor(Role.objects.get(kind=RoleKind.AREA_MANAGER).person, on=today)
        since = stint.period.lower - timedelta(hours=1)
        presence.add_away(
            person=stint.person,
            team=stint.team,
            since=since,
            until=since + timedelta(hours=12),
            by=by,
            at=timezone.now(),
        )
    page = _client(world, "cecilia").get(f"/shifts/today/?day={day}").content.decode()
    assert f"{stint.person.name} on poissa" in page
    assert page.index("on poissa") < page.index("groups")


def test_a_calendar_address_opens_until_it_is_ended_and_names_nobody(world) -> None:
    client = _client(world, "aino")
    assert client.post("/shifts/calendar/", bodies.keyed({})).status_code == 303
    page = client.get("/shifts/").content.decode()
    path = re.search(r'value="https?://[^/]+(/shifts/calendar/[^"]+\.ics)"', page)[1]
    assert len(path.rpartition("/")[2]) >= 43 + len(".ics")
    anybody = client_of(None)
    calendar = anybody.get(path)
    text = calendar.content.decode()
    assert calendar["Content-Type"].startswith("text/calendar") and text.count("BEGIN:VEVENT") >= 15
    assert "Aurinkorinteen koulu" in text and "Bertta" not in text and "Aino" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert client.post("/shifts/calendar/end/", bodies.keyed({})).status_code == 303
    assert anybody.get(path).status_code == 404
    assert anybody.get("/shifts/calendar/nobody.ics").status_code == 404
    with acting_for(world.employer):
        assert Feed.objects.filter(person_id=world.aino, ended_at=None).count() == 0


def test_of_two_who_change_one_shift_the_second_sees_both(world) -> None:
    with acting_for(world.employer):
        roster = Assignment.objects.filter(person_id=world.aino).order_by("-period").first()
    path = f"/shifts/shift/{roster.pk}/"
    day = timezone.localdate(roster.period.lower)
    told = {"person": str(world.aino), "day": str(day), "site": str(roster.site_id), "letter": "A", "edition": "1"}
    bertta, cecilia = _client(world, "bertta"), _client(world, "cecilia")
    assert bertta.post(path, bodies.keyed({**told, "hours": "8-15"})).status_code == 303
    reply = cecilia.post(path, bodies.keyed({**told, "hours": "9-16"}))
    page = reply.content.decode()
    assert reply.status_code == 422 and "8–15" in page and 'value="9-16"' in page and "Bertta Nieminen" in page
    edition = re.search(r'name="edition" value="(\d+)"', page)[1]
    assert cecilia.post(path, bodies.keyed({**told, "hours": "9-16", "edition": edition})).status_code == 303


def test_a_team_lead_makes_a_draft_and_the_supervisor_publishes_it(world) -> None:
    team = world.teams["aurinkokeittio"]
    first = timezone.localdate() + timedelta(weeks=20)
    first -= timedelta(days=first.weekday())
    bertta, cecilia = _client(world, "bertta"), _client(world, "cecilia")
    made = bertta.post(
        f"/shifts/team/{team}/drafts/", bodies.keyed({"first": str(first), "weeks": "3", "source": "weeks"})
    )
    roster = made["Location"]
    page = bertta.get(roster).content.decode()
    assert page.count("/shifts/shift/") > 90 and f"{roster}publish/" not in page
    edition = re.search(r'name="edition" value="(\d+)"', cecilia.get(roster).content.decode())[1]
    assert bertta.post(f"{roster}publish/", bodies.keyed({"edition": edition})).status_code == 403
    assert cecilia.post(f"{roster}publish/", bodies.keyed({"edition": edition})).status_code == 303
    table = _client(world, "aino").get(f"/shifts/team/{team}/?from={first}&weeks=3").content.decode()
    assert table.count("A 7–15") >= 15


def test_a_roster_on_paper_is_a_pdf_with_a_page_a_week(world) -> None:
    reply = _client(world, "aino").get(f"/shifts/team/{world.teams['aurinkokeittio']}/roster.pdf?weeks=3")
    assert reply["Content-Type"] == "application/pdf" and reply.content.startswith(b"%PDF-1.4")
    assert b"/Count 3 " in reply.content and reply.content.rstrip().endswith(b"%%EOF")
