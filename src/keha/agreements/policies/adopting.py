"""Who makes a rule hold, or ends one, without a round: the keeper of a wide rule, and whom a team's decision list names."""

from datetime import date

from keha.agreements.models import Draft, Round, Rule
from keha.agreements.policies.ruling import manages, may_tend
from keha.agreements.queries.rights import levels_of
from keha.agreements.queries.rounds import was_heard
from keha.agreements.rights import Level
from keha.foundation.verdict import Verdict, all_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind


def may_adopt(actor: Actor, thing: Rule | Draft, *, on: date) -> Verdict:
    """A wide or fixed rule is adopted by its keeper, a team's by whoever its list names. At most two queries more."""
    return all_of(may_tend(actor, thing), alone_at(actor, thing, _level(thing, on=on)))


def may_retire(actor: Actor, rule: Rule, *, on: date) -> Verdict:
    """The same of a rule's end, and of taking that back. At most one query more."""
    return all_of(may_tend(actor, rule), alone_at(actor, rule, _level(rule, on=on)))


def _level(thing: Rule | Draft, *, on: date) -> Level | None:
    if thing.team is None or thing.fixed:
        return None
    return levels_of(thing.team.pk, on=on).get(topic_of(thing))


def alone_at(actor: Actor, thing: Rule | Draft, level: Level | None) -> Verdict:
    """Whether a keeper need ask nobody, at the level of the thing's topic. One query where the team is to be heard."""
    if thing.team is None or thing.fixed:
        return Verdict()
    heard = level is Level.SUPERVISOR_HEARS and isinstance(thing, Draft) and was_heard(thing)
    return decides_alone(actor, thing.team, level, heard=heard)


def decides_alone(actor: Actor, team: Team, level: Level | None, *, heard: bool = False) -> Verdict:
    """What a team's list gives it is agreed in a round; else who decides is outside the team, and hears it where told so.

    Where nothing has been set the supervisor decides. heard: whether the team has been asked about this to the end.
    """
    if level is not None and level.is_the_teams:
        return Verdict(("agreements.team-agrees",))
    decides = team.pk in actor.led_team_ids or manages(actor, team.area_id) or RoleKind.ADMINISTRATOR in actor.roles
    return all_of(
        holds(decides, otherwise="agreements.decider-adopts"),
        holds(level is not Level.SUPERVISOR_HEARS or heard or not decides, otherwise="agreements.hear-team-first"),
    )


def topic_of(thing: Rule | Draft | Round) -> str:
    """What it is about: of a rule there is already its own topic, whatever a draft of it says."""
    if isinstance(thing, Rule):
        return str(thing.topic)
    if thing.rule is not None:
        return str(thing.rule.topic)
    draft = thing.draft if isinstance(thing, Round) else thing
    return str(draft.proposal["topic"])
