"""A consent round comes to its end: settled by the last voice, closed by hand, or by time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from keha.agreements import consent, keeping, policies, proposals, queries
from keha.agreements.actions.adopting import Adoption, enact_retirement
from keha.agreements.actions.drafts import enact_draft
from keha.agreements.actions.rounds_telling import tell_decided, tell_ended
from keha.agreements.actions.words import write_words
from keha.agreements.consent import Next, RoundEnd, RoundKind
from keha.agreements.events import RoundClosed
from keha.agreements.models import Counted, Draft, Round, RoundDecision, RoundEnding, Version
from keha.agreements.queries import rounds
from keha.agreements.queries.rounds import Asked
from keha.agreements.rules import Words
from keha.agreements.wording import rounds as wording
from keha.foundation import audit
from keha.foundation.facts import publish
from keha.foundation.languages import LANGUAGES, said
from keha.foundation.verdict import Verdict, all_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.presence.rules import local_date


def locked(round_id: UUID, *, at: datetime) -> Round:
    """The round, held until the transaction's end. Raises Refused: it has ended; Round.DoesNotExist."""
    around = ("by", "lead", "rule", "draft", "draft__rule", "draft__team", "draft__area", "draft__site")
    found: Round = Round.objects.select_for_update(of=("self",)).select_related(*around).get(pk=round_id)
    holds(not found.endings.exists(), otherwise="agreements.round-over").or_refuse()
    holds(at < rounds.course_of(found).ends_at, otherwise="agreements.round-over").or_refuse()
    return found


def settle(found: Round, *, at: datetime) -> Next:
    """Does what the round does by itself at an instant; it is locked."""
    voices = rounds.voices_of(found.pk)
    asked = rounds.asked_of(found, voices, at=at)
    may = _may_close(found, asked, at=at)
    waits = found.questions.filter(answer="").exists()
    what = consent.by_itself(asked.stood, rounds.course_of(found), may=may, waits=waits, at=at)
    if what is Next.CLOSE:
        _close(found, asked, by=None, at=at)
    elif what is Next.END:
        _end(found, asked, RoundEnd.NOT_ADOPTED, by=None, at=at, codes=list(may.reasons))
    return what


def _may_close(found: Round, asked: Asked, *, at: datetime) -> Verdict:
    agreed = consent.may_close(asked.stood, rounds.course_of(found), proposer=found.by_id, at=at)
    return all_of(agreed, may_be_enacted(found, at=at))


def may_be_enacted(found: Round, *, at: datetime) -> Verdict:
    """Whether nothing outside the round stands in the way: a newer version, a wider rule, a retirement. Some queries."""
    if not found.draft:
        return holds(queries.retirement_of(found.rule.pk) is None, otherwise="agreements.retired")
    proposal = proposals.from_body(found.draft.proposal)
    return all_of(
        holds(not keeping.has_newer(found.draft), otherwise="agreements.rule-has-changed"),
        keeping.is_no_looser(found.draft, proposal, today=local_date(at)),
    )


def close_round(*, round_id: UUID, by: Actor, at: datetime) -> RoundEnding:
    """Whoever takes care of a round closes it as agreed. Raises Refused with every reason. Locks the round."""
    found = locked(round_id, at=at)
    asked = rounds.asked_of(found, rounds.voices_of(round_id), at=at)
    all_of(policies.may_lead(by, found, [team.pk for team in asked.teams]), _may_close(found, asked, at=at)).or_refuse()
    return _close(found, asked, by=by, at=at)


def withdraw_round(reason: str, *, round_id: UUID, by: Actor, at: datetime) -> RoundEnding:
    """A proposal is taken back, with the reason. Raises Refused. Locks the round."""
    found = locked(round_id, at=at)
    asked = rounds.asked_of(found, rounds.voices_of(round_id), at=at)
    policies.may_lead(by, found, [team.pk for team in asked.teams]).or_refuse()
    return _end(found, asked, RoundEnd.WITHDRAWN, by=by, at=at, reason=reason)


def _close(found: Round, asked: Asked, *, by: Actor | None, at: datetime) -> RoundEnding:
    if not policies.teams_adopt(found, asked.teams, on=local_date(at)):
        return _end(found, asked, RoundEnd.PASSED_ON, by=by, at=at, decide_by=at + consent.TO_DECIDE)
    version = _enact(found, asked.teams, by=Actor(person=found.lead), at=at)
    return _end(found, asked, RoundEnd.ADOPTED, by=by, at=at, version=version)


def _end(found: Round, asked: Asked, kind: RoundEnd, *, by: Actor | None, at: datetime, **more: Any) -> RoundEnding:
    ending = RoundEnding.objects.create(round=found, kind=kind, by=by.person if by else None, at=at, **more)
    Counted.objects.bulk_create(
        Counted(round=found, team_id=one.team, person_id=one.person, stand=one.stand, shifts=one.shifts)
        for one in asked.stood
    )
    audit.record("agreements.end-round", actor=by.id if by else None, at=at, thing=("round", found.pk))
    publish(RoundClosed(round_id=found.pk, kind=kind.value, at=at))
    tell_ended(found, asked, ending, at=at)
    return ending


def _enact(found: Round, teams: Sequence[Team], *, by: Actor, at: datetime) -> Version | None:
    if found.kind == RoundKind.RETIRE:
        enact_retirement(rule=found.rule, reason=Words(found.need, "", ""), by=by, at=at)
        return None
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("rule", "area", "team", "site")
    draft, today = drafts.get(pk=found.draft.pk), local_date(at)
    adoption = Adoption(
        agreed_by=agreed_by(teams), valid_from=today, agreed_date=today,
        review_months=proposals.from_body(draft.proposal).review_months,
        change=Words(found.need, "", "") if draft.based_on else None,
    )  # fmt: skip
    version = enact_draft(draft, adoption, by=by, at=at)
    if found.asked and len(queries.own_words(version.rule_id).get(version.rule_id, ())) < proposals.OWN_WORDS_MAX:
        write_words(version.rule, found.asked, by=by, at=at)
    return version


def agreed_by(teams: Sequence[Team]) -> Words:
    """Who agreed, in words: the team, or how many teams."""
    if len(teams) == 1:
        return Words(*(wording.one_team(said(teams[0], "name", code).text, language=code) for code in LANGUAGES))
    return Words(*(wording.team_count(len(teams), language=code) for code in LANGUAGES))


def decide_on_round(accepted: bool, *, round_id: UUID, reason: str, by: Actor, at: datetime) -> RoundDecision:
    """The one who decides accepts what a team agreed on, and it holds; or says no with reasons.

    Raises Refused: not hers, answered already, nothing to decide, or it can no longer be adopted. Locks the round.
    """
    found = Round.objects.select_for_update(of=("self",)).select_related("rule", "draft", "by", "lead").get(pk=round_id)
    teams = rounds.teams_of(round_id)
    all_of(
        policies.may_decide(by, teams),
        holds(found.endings.filter(kind=RoundEnd.PASSED_ON).exists(), otherwise="agreements.round-not-passed-on"),
        holds(not found.decisions.exists(), otherwise="agreements.round-decided"),
        holds(accepted or bool(reason.strip()), otherwise="agreements.round-no-reason"),
    ).or_refuse()
    version = None
    if accepted:
        may_be_enacted(found, at=at).or_refuse()
        version = _enact(found, teams, by=by, at=at)
    decision = RoundDecision.objects.create(
        round=found, accepted=accepted, reason=reason, version=version, by=by.person, at=at
    )
    audit.record("agreements.decide", actor=by.id, at=at, thing=("round", round_id))
    tell_decided(found, decision, teams, at=at)
    return decision
