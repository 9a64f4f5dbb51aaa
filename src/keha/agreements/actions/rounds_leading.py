"""A round is taken care of: the proposal amended, the time made longer, the care handed on."""

from datetime import datetime
from uuid import UUID

from keha.agreements import consent, keeping, policies, proposals
from keha.agreements.actions import rounds_telling as telling
from keha.agreements.actions.rounds import Said, add_voice
from keha.agreements.actions.rounds_ending import locked, settle
from keha.agreements.consent import VoiceKind
from keha.agreements.models import Draft, Edition, Extension, Handing, Round
from keha.agreements.proposals import Proposal
from keha.agreements.queries import rounds
from keha.foundation import audit
from keha.foundation.verdict import Refused, Verdict, all_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.presence.rules import local_date


def _led(round_id: UUID, by: Actor, at: datetime) -> tuple[Round, tuple[Team, ...]]:
    found = locked(round_id, at=at)
    teams = rounds.teams_of(round_id)
    policies.may_lead(by, found, [team.pk for team in teams]).or_refuse()
    return found, teams


def amend_round(proposal: Proposal, *, note: str, round_id: UUID, edition: int, by: Actor, at: datetime) -> Edition:
    """The proposal gets its next edition. edition: the one that was read; another's amendment is not written over.

    Where verdict, who decides, limits or text changed, everybody is asked anew; else what was said stands. An
    objection stands in any case. Raises Refused. Locks the round and its draft.
    """
    found, teams = _led(round_id, by, at)
    if found.draft_id is None:
        raise Refused(Verdict(("agreements.round-is-retirement",)))
    draft = Draft.objects.select_for_update(of=("self",)).select_related("rule", "area", "team", "site").get(
        pk=found.draft_id
    )  # fmt: skip
    before, course = proposals.from_body(draft.proposal), rounds.course_of(found)
    substance = not proposals.is_same_substance(before, proposal)
    all_of(
        holds(edition == found.edition, otherwise="agreements.round-edition-old"),
        holds(before != proposal, otherwise="agreements.round-nothing-changed"),
        holds(before.topic == proposal.topic, otherwise="agreements.round-other-topic"),
        consent.may_amend(course, substance=substance, at=at),
        keeping.is_no_looser(draft, proposal, today=local_date(at)),
    ).or_refuse()
    draft.proposal, draft.edition = proposals.to_body(proposal), draft.edition + 1
    draft.edited_by, draft.edited_at = by.person, at
    draft.save(update_fields=["proposal", "edition", "edited_by", "edited_at"])
    _take(found, consent.after_amendment(course, substance=substance, at=at))
    found.draft = draft
    written = Edition.objects.create(
        round=found, number=found.edition, proposal=draft.proposal, substance=substance, note=note, by=by.person, at=at
    )
    audit.record("agreements.amend-round", actor=by.id, at=at, thing=("round", round_id))
    if substance:
        _asks_again(found, teams, by=by, at=at)
    settle(found, at=at)
    return written


def _take(found: Round, course: consent.Course) -> None:
    found.edition, found.asked_edition = course.edition, course.asked_edition
    found.asked_at, found.closes_at = course.asked_at, course.closes_at
    found.save(update_fields=["edition", "asked_edition", "asked_at", "closes_at"])


def _asks_again(found: Round, teams: tuple[Team, ...], *, by: Actor, at: datetime) -> None:
    """Whoever wrote the edition stands by it, unless she has an open objection of her own; the others are asked."""
    mine = [voice for voice in rounds.voices_of(found.pk) if voice.person_id == by.id]
    objects = bool(mine) and mine[-1].kind == VoiceKind.OBJECTION
    if by.team_ids & {team.pk for team in teams} and not objects:
        add_voice(found, Said(VoiceKind.CONSENT, found.edition), by=by, at=at)
    telling.tell_asked(found, at=at)


def extend_round(until: datetime, *, round_id: UUID, by: Actor, at: datetime) -> Extension:
    """People get longer to answer. until: not past the last day. Raises Refused. Locks the round."""
    found, _teams = _led(round_id, by, at)
    consent.may_extend(rounds.course_of(found), until=until, at=at).or_refuse()
    row = Extension.objects.create(round=found, before=found.closes_at, until=until, by=by.person, at=at)
    found.closes_at = until
    found.save(update_fields=["closes_at"])
    audit.record("agreements.extend-round", actor=by.id, at=at, thing=("round", round_id))
    return row


def hand_round_on(to: UUID, *, round_id: UUID, by: Actor, at: datetime) -> Handing:
    """Somebody else of the teams takes care of the round. Raises Refused. Locks the round."""
    found, teams = _led(round_id, by, at)
    members = {row.person_id: row.person for row in rounds.members_of([team.pk for team in teams], at=at)}
    holds(to in members, otherwise="agreements.round-not-member").or_refuse()
    row = Handing.objects.create(round=found, to=members[to], by=by.person, at=at)
    found.lead = members[to]
    found.save(update_fields=["lead"])
    audit.record("agreements.hand-on-round", actor=by.id, at=at, thing=("round", round_id))
    if to != by.id:
        telling.tell_handed(found, at=at)
    return row
