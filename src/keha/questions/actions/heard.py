"""Writes: the tally of questions that came by phone or in the corridor. Never whose they were, never when in the day."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from keha.foundation import audit
from keha.foundation.verdict import all_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.presence.rules import local_date
from keha.questions import policies
from keha.questions.models import Beginning, Heard
from keha.questions.rules import BACK_MAX, HEARD_MAX, Channel


def hear(
    *, team: Team, topic: str, channel: Channel, could_team: bool, by: Actor, at: datetime
) -> Heard:  # fmt: skip
    """One question more came today. Raises Refused. Locks the day's row."""
    policies.may_tally(by, team).or_refuse()
    row = _add(team, topic, channel, could_team=could_team, on=local_date(at), count=1)
    audit.record("questions.hear", actor=by.id, at=at, thing=("team", team.pk))
    return row


def unhear(*, heard_id: UUID, by: Actor, at: datetime) -> None:
    """One less: it was counted by mistake. Raises Heard.DoesNotExist, Refused. Locks the row."""
    row = Heard.objects.select_for_update(of=("self",)).select_related("team").get(pk=heard_id)
    policies.may_tally(by, row.team).or_refuse()
    if row.count <= 1:
        row.delete()
    else:
        Heard.objects.filter(pk=heard_id).update(count=F("count") - 1)
    audit.record("questions.unhear", actor=by.id, at=at, thing=("team", row.team_id))


Counts = Mapping[tuple[str, bool], int]


def count_day(*, team: Team, on: date, channel: Channel, counts: Counts, by: Actor, at: datetime) -> None:
    """What came on a day, by topic and whether the team could have settled it; none at all is told too.

    What was counted of that day and channel before is replaced. Raises Refused. Locks the team.
    """
    policies.may_tally(by, team).or_refuse()
    today = local_date(at)
    all_of(
        holds(on <= today, otherwise="questions.day-to-come"),
        holds(on > today - BACK_MAX, otherwise="questions.day-long-gone"),
    ).or_refuse()
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    Heard.objects.filter(team=team, heard_date=on, channel=channel).delete()
    wanted = {key: count for key, count in counts.items() if count} or {("", False): 0}
    Heard.objects.bulk_create(
        Heard(
            team=team, topic=topic, channel=channel, could_team=could, heard_date=on, count=min(count, HEARD_MAX),
        )
        for (topic, could), count in wanted.items()
    )  # fmt: skip
    audit.record("questions.count_day", actor=by.id, at=at, thing=("team", team.pk))


def _add(team: Team, topic: str, channel: Channel, *, could_team: bool, on: date, count: int) -> Heard:
    row, made = Heard.objects.select_for_update().get_or_create(
        team=team, topic=topic, channel=channel, could_team=could_team, heard_date=on, defaults={"count": count}
    )
    if not made:
        Heard.objects.filter(pk=row.pk, count__lt=HEARD_MAX).update(count=F("count") + count)
    return row


def begin(*, team: Team, start_date: date, by: Actor, at: datetime) -> Beginning:
    """Tells since when a team works with rules of its own; told again, the later word holds. Raises Refused."""
    policies.may_tally(by, team).or_refuse()
    row, _made = Beginning.objects.update_or_create(team=team, defaults={"start_date": start_date, "at": at})
    audit.record("questions.begin", actor=by.id, at=at, thing=("team", team.pk))
    return row
