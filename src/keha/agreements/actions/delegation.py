"""Writes: a round in which a team picks who decides a topic. What somebody picks stands in no trail and no notice."""

from datetime import datetime
from uuid import UUID

from keha.agreements import rights
from keha.agreements.actions import telling
from keha.agreements.actions.rights import Limit, locked_team, write
from keha.agreements.models import (
    DelegationEnd,
    DelegationRound,
    Explanation,
    LevelChange,
    LevelConsent,
    Pick,
    ProposedLevel,
    Reveal,
)
from keha.agreements.policies import rights as policies
from keha.agreements.queries import delegation as queries
from keha.agreements.queries import rights as held_queries
from keha.agreements.queries.delegation import Seen
from keha.agreements.rights import ChangeKind, Level
from keha.foundation import audit
from keha.foundation.verdict import Refused, Verdict, all_of, holds
from keha.organisation.queries import Actor
from keha.presence import queries as presence
from keha.presence.rules import local_date


def begin(*, team_id: UUID, topic: str, by: Actor, at: datetime) -> DelegationRound:
    """A round begins; one that is open on the topic is gone on with. Raises Refused, Team.DoesNotExist. Locks the team."""
    team = locked_team(team_id)
    policies.may_ask(by, team_id, topic).or_refuse()
    known = DelegationRound.objects.filter(team=team, topic=topic, ends__isnull=True).select_related("team").first()
    if known:
        return known
    one = DelegationRound.objects.create(team=team, topic=topic, host=by.person, at=at)
    audit.record("agreements.begin-delegation", actor=by.id, at=at, thing=("delegation_round", one.pk))
    telling.round_begun(one, at=at)
    return one


def _locked(round_id: UUID, by: Actor) -> Seen:
    """An open round of one's own team. Raises Refused, DelegationRound.DoesNotExist. Locks it."""
    DelegationRound.objects.select_for_update().get(pk=round_id)
    seen = queries.seen(round_id)
    if seen is None:
        raise DelegationRound.DoesNotExist
    _open_to(seen, by).or_refuse()
    return seen


def _open_to(seen: Seen, by: Actor) -> Verdict:
    is_open = holds(seen.ended_at is None, otherwise="agreements.round-ended")
    return all_of(policies.is_of_team(by, seen.round.team_id), is_open)


def pick(*, round_id: UUID, level: Level, by: Actor, at: datetime) -> None:
    """One picks, or picks again, before the reveal. When everybody at work has picked, the picks are revealed.

    Raises Refused, DelegationRound.DoesNotExist. Locks the round. The trail says that she picked and not what.
    """
    seen = _locked(round_id, by)
    holds(seen.revealed_at is None, otherwise="agreements.revealed-already").or_refuse()
    Pick.objects.update_or_create(round=seen.round, person=by.person, defaults={"level": level})
    audit.record("agreements.pick-level", actor=by.id, at=at, thing=("delegation_round", round_id))
    at_work = {one.person_id for one in presence.at_work([seen.round.team_id], at=at)}
    if rights.may_reveal({*seen.picked, by.id}, at_work):
        Reveal.objects.create(round=seen.round, at=at)


def reveal(*, round_id: UUID, by: Actor, at: datetime) -> None:
    """The host shows the picks to the team; twice is as once. Raises Refused. Locks the round."""
    seen = _locked(round_id, by)
    policies.may_host(by, team_id=seen.round.team_id, host_id=seen.round.host_id).or_refuse()
    holds(len(seen.picked) >= rights.ROUND_LEAST, otherwise="agreements.too-few-picks").or_refuse()
    if seen.revealed_at is None:
        Reveal.objects.create(round=seen.round, by=by.person, at=at)
        audit.record("agreements.reveal-levels", actor=by.id, at=at, thing=("delegation_round", round_id))


def explain(*, round_id: UUID, text: str, by: Actor, at: datetime) -> None:
    """Whoever picked at either end says one sentence; a new one replaces it. Raises Refused. Locks the round."""
    seen = _locked(round_id, by)
    all_of(
        holds(by.id in seen.extremes.explain, otherwise="agreements.not-at-either-end"),
        holds(bool(text), otherwise="agreements.reason-missing"),
    ).or_refuse()
    Explanation.objects.update_or_create(round=seen.round, person=by.person, defaults={"text": text, "at": at})
    audit.record("agreements.explain-level", actor=by.id, at=at, thing=("delegation_round", round_id))


def propose(*, round_id: UUID, level: Level, limit: Limit, by: Actor, at: datetime) -> ProposedLevel:
    """The host puts a level to consent; an earlier proposal and its answers are past. Raises Refused. Locks the round."""
    seen = _locked(round_id, by)
    held = held_queries.as_held(
        held_queries.held_row(seen.round.team_id, seen.round.topic, on=local_date(at))
    )  # fmt: skip
    all_of(
        policies.may_host(by, team_id=seen.round.team_id, host_id=seen.round.host_id),
        rights.may_propose(
            level, granted=held.granted if held else rights.GRANTED_FIRST, picks=seen.picks,
            explained=seen.explanations.keys(), is_revealed=seen.revealed_at is not None,
        ),
    ).or_refuse()  # fmt: skip
    number = seen.proposal.number + 1 if seen.proposal else 1
    proposal = ProposedLevel.objects.create(
        round=seen.round, number=number, level=level, by=by.person, at=at, **limit.columns
    )
    audit.record("agreements.propose-level", actor=by.id, at=at, thing=("delegation_round", round_id))
    return proposal


def consent(
    *, round_id: UUID, number: int, agrees: bool, reason: str, by: Actor, at: datetime
) -> LevelChange | None:  # fmt: skip
    """One's own yes to the proposed level, or an objection with its reason. The last yes makes it the team's level.

    number: the proposal that was read. Raises Refused. Locks the round, and at the end the team.
    """
    seen = _locked(round_id, by)
    proposal = seen.proposal
    if proposal is None or proposal.number != number:
        raise Refused(Verdict(("agreements.another-proposal",)))
    holds(agrees or bool(reason), otherwise="agreements.reason-missing").or_refuse()
    LevelConsent.objects.update_or_create(
        proposal=proposal, person=by.person, defaults={"agrees": agrees, "reason": "" if agrees else reason, "at": at}
    )
    audit.record("agreements.consent-level", actor=by.id, at=at, thing=("delegation_round", round_id))
    answers = {person: row.agrees for person, row in seen.consents.items()} | {by.id: agrees}
    if not rights.outcome(seen.picked.keys(), answers).is_agreed:
        return None
    change = _choose(seen, proposal, by=by, at=at)
    DelegationEnd.objects.create(round=seen.round, change=change, by=by.person, at=at)
    telling.round_past(seen.round, at=at)
    return change


def _choose(seen: Seen, proposal: ProposedLevel, *, by: Actor, at: datetime) -> LevelChange:
    one, today = seen.round, local_date(at)
    locked_team(one.team_id)
    held = held_queries.as_held(held_queries.held_row(one.team_id, one.topic, on=today))
    level = Level(proposal.level)
    rights.may_choose(level, held, on=today).or_refuse()
    change = LevelChange(
        team=one.team, topic=one.topic, kind=ChangeKind.CHOSEN, level=level,
        granted=held.granted if held else rights.GRANTED_FIRST, from_date=today,
        trial_until=held.trial_until if held else None, by=by.person, limit_words=proposal.limit_words,
        limit_value=proposal.limit_value, limit_unit=proposal.limit_unit,
    )  # fmt: skip
    return write(change, at=at)


def call_off(*, round_id: UUID, by: Actor, at: datetime) -> None:
    """The host ends a round without a level. Raises Refused. Locks the round."""
    seen = _locked(round_id, by)
    policies.may_host(by, team_id=seen.round.team_id, host_id=seen.round.host_id).or_refuse()
    DelegationEnd.objects.create(round=seen.round, by=by.person, at=at)
    audit.record("agreements.call-off-delegation", actor=by.id, at=at, thing=("delegation_round", round_id))
    telling.round_past(seen.round, at=at)
