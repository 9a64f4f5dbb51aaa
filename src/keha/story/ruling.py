"""The rules of the story are agreed: the library first, then what changed in it, and the teams' own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from keha.agreements import actions, policies, templates
from keha.agreements.actions import Adoption
from keha.agreements.actions.adopting import enact
from keha.agreements.models import Rule
from keha.agreements.queries.rights import levels_of
from keha.organisation.models import Area, Person, Site, Team
from keha.organisation.rules import RoleKind
from keha.presence.rules import local_date
from keha.story.founding import Scene, Stage, days_before
from keha.story.lawbook import Adopted, Change, Lawbook, Own

ADOPTED_DAYS = 80
MEETING = time(13, 10)
KEEPERS: Mapping[str, str] = {"kitchen": "cecilia", "cleaning": "tommi", "cover": "marketta"}


def scenes(stage: Stage, book: Lawbook) -> Iterator[Scene]:
    """Everything that happened to the rules, in no order of time but the library's."""
    for number, adopted in enumerate(book.adopted):
        yield _adoption(stage, adopted, minutes=number)
        for count, _change in enumerate(adopted.changes, start=1):
            yield _changed(stage, adopted, count)
    for own in book.own:
        yield _own(stage, own)
        if own.retired_days is not None:
            yield _retirement(stage, own)


def _keeper(stage: Stage, topic: str) -> Person:
    """Who keeps a rule: the supervisor of that work, else the area's manager."""
    manager = stage.first_with(RoleKind.AREA_MANAGER)
    return stage.people[KEEPERS.get(topic, manager)] if KEEPERS.get(topic) in stage.people else stage.people[manager]


def _open(stage: Stage, template: templates.Template, scope: Area | Team | Site | None = None) -> Rule:
    return actions.open_rule(template, scope=scope, owner=_keeper(stage, template.topic))


def _adoption(stage: Stage, adopted: Adopted, *, minutes: int) -> Scene:
    at = days_before(stage.at, ADOPTED_DAYS, clock=MEETING) + timedelta(minutes=minutes)

    def play() -> None:
        adoption = Adoption(
            agreed_by=adopted.agreed, valid_from=local_date(at), review_months=adopted.template.review_months
        )
        filled = templates.fill(adopted.template, adopted.figures)
        actions.adopt(_open(stage, adopted.template), filled, adoption, by=stage.manager(), at=at)

    return Scene(at, play)


def _changed(stage: Stage, adopted: Adopted, count: int) -> Scene:
    """The version after so many changes."""
    done = adopted.changes[:count]
    latest: Change = done[-1]
    at = days_before(stage.at, latest.days, clock=MEETING)
    figures = dict(adopted.figures)
    for change in done:
        figures |= change.figures

    def play() -> None:
        adoption = Adoption(
            agreed_by=latest.agreed, valid_from=local_date(at), review_months=adopted.template.review_months,
            change=latest.told,
        )  # fmt: skip
        filled = templates.fill(adopted.template, figures)
        actions.adopt(_open(stage, adopted.template), filled, adoption, by=stage.manager(), at=at)

    return Scene(at, play)


def _own(stage: Stage, own: Own) -> Scene:
    at = days_before(stage.at, own.days, clock=MEETING)

    def play() -> None:
        adoption = Adoption(agreed_by=own.agreed, valid_from=local_date(at), review_months=own.template.review_months)
        if own.valid_days is not None:
            adoption = replace(adoption, valid_until=local_date(at) + timedelta(days=own.valid_days))
        rule, filled = _open(stage, own.template, _scope(stage, own)), templates.fill(own.template, {})
        if own.team and _is_the_teams(rule, at):
            enact(rule, filled, adoption, by=stage.actor(own.by), at=at)
        else:
            by = stage.cast.team(own.team).supervisor if own.team else own.by
            actions.adopt(rule, filled, adoption, by=stage.actor(by), at=at)

    return Scene(at, play)


def _is_the_teams(rule: Rule, at: datetime) -> bool:
    """Whether the team's list gave it the topic: it agreed at its meeting, before it had taken rounds into use."""
    level = levels_of(rule.team_id, on=local_date(at)).get(rule.topic) if rule.team_id else None
    return bool(policies.may_adopt_alone(level))


def _retirement(stage: Stage, own: Own) -> Scene:
    at = days_before(stage.at, own.retired_days or 0, clock=MEETING)

    def play() -> None:
        rule = _open(stage, own.template, _scope(stage, own))
        if own.reason:
            actions.retire(rule=rule, reason=own.reason, by=stage.actor(own.by), at=at)

    return Scene(at, play)


def _scope(stage: Stage, own: Own) -> Team | Site | None:
    if own.team:
        return stage.teams[own.team]
    return stage.sites[own.site] if own.site else None
