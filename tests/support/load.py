"""For the generated tests: one thing of each kind of presence and the load, and what each form sends."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from keha.organisation.models import Person, Role
from keha.organisation.rules import RoleKind
from keha.presence import actions, queries
from keha.presence.rules import ExceptionKind
from keha.questions import actions as questions
from keha.questions.rules import Channel
from keha.web.presence.views import undo_token
from tests.support.people import Who

FORMS = ("weeks", "undo", "paste", "days", "away", "duty", "duty_day")
# Which of a person's things an address is tried with; the first one is where its form does something.
THINGS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(["insights:of", "insights:table", "insights:begin"], ("team",)),
    "insights:undo": ("heard",),
    **dict.fromkeys([*(f"presence:{name}" for name in FORMS), "presence:paste_look"], ("team",)),
    "presence:day_remove": ("exception",),
    "presence:away_remove": ("away",),
    "presence:duty_remove": ("duty",),
}
# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = dict.fromkeys(
    [
        "insights:tally", "insights:day", "insights:begin", "insights:undo", "presence:paste_look", "presence:day_remove",
        "presence:away_remove", "presence:duty_remove", *(f"presence:{name}" for name in FORMS),
    ],
    "supervisor",
)  # fmt: skip


def things(who: Who, mate: Who, rule: Any) -> dict[str, Any]:
    """Ids by name, made inside the person's employer; rule: one of her team's."""
    team, now = who.actor().teams[0], timezone.now()
    leader = Role.objects.filter(kind=RoleKind.SUPERVISOR, team=team).values_list("person_id", flat=True)[0]
    by, person = Who(who.employer, leader).actor(), Person.objects.get(pk=mate.person)
    day = timezone.localdate() + timedelta(days=60)
    told = actions.Told(day=day, kind=ExceptionKind.OFF)
    span = {"since": now + timedelta(days=70), "until": now + timedelta(days=72)}
    duty = actions.set_duty_day(team=team, person=by.person, day=day, hours=(time(8), time(12)), by=by, at=now)
    heard = questions.hear(team=team, topic="cover", channel=Channel.CORRIDOR, could_team=True, by=by, at=now)
    return {
        "exception": actions.add_exception(told, person=person, team=team, by=by, at=now).pk,
        "away": actions.add_away(person=person, team=team, **span, by=by, at=now).pk,
        "duty": duty.pk,
        "heard": heard.pk,
        "team_leader": leader,
        "weeks_pasted": f"nimi;ma;ti\n{person.name};6-14;",
        "weeks_undo": undo_token(team.pk, {person.pk}, queries.patterns_of(team.pk)),
    }


def values(ids: Mapping[str, Any], thing: str) -> dict[str, Any]:
    """The parameters of addresses by name, for one of a person's things."""
    names = {"exception_id": "exception", "away_id": "away", "duty_id": "duty", "heard_id": "heard"}
    return {parameter: ids.get(name) for parameter, name in names.items()}


def bodies(own: Mapping[str, Any], world: Any) -> dict[str, dict[str, str]]:
    """What each form sends when it is filled in rightly, by the address's name."""
    today = timezone.localdate()
    far, team = str(today + timedelta(days=80)), str(own["team"])
    of_team = {"team": team, "channel": "phone"}
    return {
        "insights:tally": {**of_team, "topic": "cover", "could": "yes"},
        "insights:day": {**of_team, "day": str(today), "yes_cover": "3", "no_other": "1"},
        "insights:begin": {"start": str(today - timedelta(days=7))},
        "insights:undo": {},
        "presence:weeks": {f"d0_{own['mate']}": "6-14", f"d6_{own['mate']}": "22-6"},
        "presence:undo": {"undo": own["weeks_undo"]},
        "presence:paste": {"pasted": own["weeks_pasted"]},
        "presence:paste_look": {"pasted": own["weeks_pasted"]},
        "presence:days": {"person": str(own["mate"]), "day": far, "kind": "off", "hours": "", "site": ""},
        "presence:day_remove": {},
        "presence:away": {"person": str(own["mate"]), "first": far, "last": far},
        "presence:away_remove": {},
        "presence:duty": {f"d0_{own['team_leader']}": "8-16"},
        "presence:duty_day": {"person": str(own["team_leader"]), "day": far, "hours": "8-12"},
        "presence:duty_remove": {},
    }
