"""The figures of the load against an independent recount in plain SQL, and what is never shown."""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.insights import queries, rules
from keha.organisation.models import Person, Team, TeamMembership
from keha.questions.models import Beginning, Question, Step
from keha.questions.rules import StepKind
from tests.support.people import Who, client_of

WEEKS = """
WITH monday AS (SELECT date_trunc('week', now() AT TIME ZONE 'Europe/Helsinki')::date - 175 AS first),
reached AS (
  SELECT min(s.at) AS at FROM questions_step s JOIN questions_question q ON q.id = s.question_id
  WHERE q.team_id = %(team)s AND s.kind = 'reached' GROUP BY s.question_id),
counted AS (
  SELECT date_trunc('week', at AT TIME ZONE 'Europe/Helsinki')::date AS week, count(*) AS n FROM reached GROUP BY 1
  UNION ALL
  SELECT date_trunc('week', heard_date)::date, sum(count) FROM questions_heard WHERE team_id = %(team)s GROUP BY 1),
worked AS (
  SELECT date_trunc('week', upper(period) AT TIME ZONE 'Europe/Helsinki')::date AS week, count(*) AS n
  FROM presence_stint WHERE team_id = %(team)s AND upper(period) <= %(at)s GROUP BY 1)
SELECT worked.week, COALESCE((SELECT sum(n) FROM counted WHERE counted.week = worked.week), 0)::int, worked.n
FROM worked, monday WHERE worked.week >= monday.first ORDER BY 1
"""
ANSWERED = """
WITH told AS (
  SELECT q.asker_id, q.outcome,
    (SELECT kind FROM questions_step s WHERE s.question_id = q.id AND kind NOT IN ('reached', 'given_back')
     ORDER BY at DESC LIMIT 1) AS last,
    (SELECT max(at) FROM questions_step s WHERE s.question_id = q.id AND kind NOT IN ('reached', 'given_back')) AS last_at,
    (SELECT max(at) FROM questions_answer a WHERE a.question_id = q.id) AS answered_at,
    (SELECT EXISTS (SELECT 1 FROM organisation_role r WHERE r.person_id = a.by_id AND r.team_id = q.team_id
       AND r.kind = 'supervisor') FROM questions_answer a WHERE a.question_id = q.id ORDER BY a.at DESC LIMIT 1) AS leads,
    EXISTS (SELECT 1 FROM questions_step s WHERE s.question_id = q.id AND kind = 'handed-over') AS handed
  FROM questions_question q WHERE q.team_id = %(team)s
    AND (q.asked_at AT TIME ZONE 'Europe/Helsinki')::date >= %(since)s)
SELECT CASE
    WHEN last = 'helped' AND (answered_at IS NULL OR answered_at < last_at) THEN 'rule'
    WHEN answered_at IS NOT NULL THEN CASE WHEN leads THEN 'supervisor' ELSE 'team' END
    WHEN outcome = 'answer' AND NOT handed THEN 'rule' ELSE 'nobody' END AS who,
  count(*), count(DISTINCT asker_id)
FROM told WHERE last IS DISTINCT FROM 'withdrawn' OR answered_at > last_at GROUP BY 1
"""
MEDIAN = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first - handed) / 60), count(DISTINCT asker_id)
FROM (SELECT q.asker_id,
    (SELECT min(at) FROM questions_answer a WHERE a.question_id = q.id) AS first,
    (SELECT min(at) FROM questions_step s WHERE s.question_id = q.id AND kind = 'handed-over') AS handed
  FROM questions_question q WHERE q.team_id = %(team)s
    AND (q.asked_at AT TIME ZONE 'Europe/Helsinki')::date >= %(since)s) AS t
WHERE first IS NOT NULL AND handed IS NOT NULL
"""


def _rows(sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _reach(team_id: UUID) -> None:
    """Every third question of the team that it had goes on to the supervisor."""
    handed = Step.objects.filter(kind=StepKind.HANDED_OVER, question__team_id=team_id).order_by("at")
    Step.objects.bulk_create(
        Step(question_id=row.question_id, kind=StepKind.REACHED, at=row.at + timedelta(minutes=30))
        for row in handed[::3]
    )


def test_the_weeks_and_means_are_those_of_an_own_count(world: Any) -> None:
    team_id, now = world.teams["aurinkokeittio"], timezone.now()
    with acting_for(world.employer):
        _reach(team_id)
        found = queries.load(Team.objects.get(pk=team_id), at=now).burden
        counted = {week: (n, shifts) for week, n, shifts in _rows(WEEKS, team=team_id, at=now)}
        start = Beginning.objects.get(team_id=team_id).start_date
    shown = {week.monday: (week.rate.count, week.rate.shifts) for week in found.weeks if week.rate}
    assert len(shown) >= 10
    assert {monday: counted[monday] for monday in shown} == shown
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for monday, (n, shifts) in counted.items():
        if monday >= start or n:
            part = "after" if monday >= start else "before"
            sums[part] = [sums[part][0] + n, sums[part][1] + shifts]
    assert found.before
    assert found.after
    assert [found.before.count, found.before.shifts] == sums["before"]
    assert [found.after.count, found.after.shifts] == sums["after"]


def test_who_answered_and_how_soon_are_those_of_an_own_count(world: Any) -> None:
    now, shown = timezone.now(), 0
    with acting_for(world.employer):
        for team in Team.objects.all():
            found = queries.load(team, at=now)
            counted = {who: (n, people) for who, n, people in _rows(ANSWERED, team=team.pk, since=found.since)}
            for by, count in found.answered.cells.items():
                n, people = counted.get(by.value, (0, 0))
                assert count in (None, n), (team.code, by)
                assert count is None or not n or people >= rules.PEOPLE_MIN
                shown += bool(count)
            median, people = _rows(MEDIAN, team=team.pk, since=found.since)[0]
            assert (found.minutes is None) == (people < rules.PEOPLE_MIN)
            assert found.minutes is None or found.minutes == pytest.approx(float(median), abs=1)
    assert shown


def test_nobodys_name_stands_on_the_page_or_in_the_file(world: Any) -> None:
    reader = Who(world.employer, world.cecilia)
    with acting_for(world.employer):
        _reach(world.teams["aurinkokeittio"])
        names = [name for pk, name in Person.objects.values_list("pk", "name") if pk != world.cecilia]
        texts = [text for text in Question.objects.values_list("text", flat=True) if text]
    client = client_of(reader)
    for path in ("/load/", f"/load/{world.teams['aurinkokeittio']}/load.csv", "/load/tally/"):
        body = client.get(path).content.decode()
        assert not [name for name in names if name in body], path
        assert not [text for text in texts if text in body], path


def test_a_team_of_four_has_no_figures_and_another_teams_page_is_not_there(world: Any) -> None:
    team = world.teams["aurinkokeittio"]
    with acting_for(world.employer):
        kept = list(TeamMembership.objects.filter(team_id=team).values_list("pk", flat=True)[:4])
        TeamMembership.objects.filter(team_id=team).exclude(pk__in=kept).delete()
    client = client_of(Who(world.employer, world.cecilia))
    page = client.get(f"/load/{team}/").content.decode()
    assert '<svg class="chart"' not in page
    assert "figures" not in page
    assert client.get(f"/load/{team}/load.csv").status_code == 403
    assert client_of(Who(world.employer, world.daavid)).get(f"/load/{team}/").status_code == 404
    assert client_of(Who(world.county, world.eeva)).get(f"/load/{team}/").status_code == 404


def test_the_team_its_supervisor_its_manager_and_the_representatives_see_the_figures(world: Any) -> None:
    team = world.teams["aurinkokeittio"]
    with acting_for(world.employer):
        own = Team.objects.get(pk=team)
        assert own
    for person in (world.aino, world.bertta, world.cecilia):
        page = client_of(Who(world.employer, person)).get(f"/load/{team}/").content.decode()
        assert '<svg class="chart"' in page
        assert 'role="img"' in page
