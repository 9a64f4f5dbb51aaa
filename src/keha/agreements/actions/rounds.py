"""A consent round: opened about a draft or a rule, spoken to, asked about and answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from keha.agreements import consent, keeping, policies, proposals, queries
from keha.agreements.actions import rounds_ending as ending
from keha.agreements.actions import rounds_telling as telling
from keha.agreements.consent import RoundKind, Stand, VoiceKind
from keha.agreements.models import Draft, Edition, Round, RoundQuestion, RoundTeam, Rule, Version, Voice
from keha.agreements.queries import rounds
from keha.foundation import audit
from keha.foundation.verdict import Verdict, all_of, holds
from keha.organisation.models import Area, Site, Team
from keha.organisation.queries import Actor
from keha.presence.rules import local_date


@dataclass(frozen=True, slots=True)
class Opening:
    """What whoever opens a round says of it: which need it answers, how many days people have, how it would be asked."""

    need: str
    days: int = consent.WINDOW.days
    asked: str = ""


def start_round(opening: Opening, *, draft_id: UUID, by: Actor, at: datetime) -> Round:
    """A draft is put before its teams; until the round has ended nobody else changes or adopts it.

    Raises Refused, Draft.DoesNotExist. Locks the draft and its rule.
    """
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("rule", "area", "team", "site")
    draft = drafts.get(pk=draft_id)
    proposal = proposals.from_body(draft.proposal)
    all_of(
        policies.may_propose(by, draft),
        holds(not draft.endings.exists(), otherwise="agreements.draft-ended"),
        holds(not keeping.has_newer(draft), otherwise="agreements.rule-has-changed"),
        holds(not proposal.lacks_finnish, otherwise="agreements.no-finnish"),
        keeping.is_no_looser(draft, proposal, today=local_date(at)),
        _is_free(draft.rule, draft_id),
    ).or_refuse()
    before = _in_force(draft.rule)
    kind = RoundKind.CHANGE if before else RoundKind.NEW
    found = _opened(opening, kind, by=by, at=at, draft=draft, rule=draft.rule, before=before)
    return _asked(found, draft.proposal, _teams(draft), by=by, at=at)


def start_retirement(opening: Opening, *, rule_id: UUID, by: Actor, at: datetime) -> Round:
    """A rule's teams are asked whether it is taken out of use. Raises Refused, Rule.DoesNotExist. Locks the rule."""
    rule = Rule.objects.select_for_update(of=("self",)).select_related("area", "team", "site").get(pk=rule_id)
    all_of(
        policies.may_propose(by, rule),
        holds(queries.retirement_of(rule_id) is None, otherwise="agreements.retired"),
        _is_free(rule, None),
    ).or_refuse()
    before = _in_force(rule)
    found = _opened(opening, RoundKind.RETIRE, by=by, at=at, rule=rule, before=before)
    return _asked(found, before or {}, _teams(rule), by=by, at=at)


def _is_free(rule: Rule | None, draft_id: UUID | None) -> Verdict:
    """One thing is asked about once at a time. Locks the rule."""
    is_asked = bool(draft_id) and rounds.is_asked_about(draft_id)  # type: ignore[arg-type]
    if rule:
        Rule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
        is_asked = is_asked or rounds.open_round_of(rule.pk) is not None
    return holds(not is_asked, otherwise="agreements.round-open-already")


def _in_force(rule: Rule | None) -> dict[str, Any] | None:
    if rule is None or queries.retirement_of(rule.pk):
        return None
    version = Version.objects.select_related("rule").filter(rule=rule).order_by("-number").first()
    return proposals.to_body(keeping.proposal_of(version)) if version else None


def _teams(thing: Draft | Rule) -> list[Team]:
    """Whom a rule of this place concerns: its team, the teams of the area, those that serve the site, or all."""
    if thing.team:
        return [thing.team]
    place: Area | Site | None = thing.area or thing.site
    found = Team.objects.order_by("name_fi")
    if isinstance(place, Area):
        found = found.filter(area=place)
    elif isinstance(place, Site):
        found = found.filter(served__site=place)
    return list(found)


def _opened(opening: Opening, kind: RoundKind, *, by: Actor, at: datetime, **about: Any) -> Round:
    course = consent.opened(at=at, window=timedelta(days=opening.days))
    return Round(
        kind=kind, need=opening.need, asked=" ".join(opening.asked.split()), by=by.person, lead=by.person, at=at,
        asked_at=at, closes_at=course.closes_at, last_at=course.last_at, window_days=course.window.days, **about,
    )  # fmt: skip


def _asked(found: Round, body: dict[str, Any], teams: list[Team], *, by: Actor, at: datetime) -> Round:
    members = {row.person_id for row in rounds.members_of([team.pk for team in teams], at=at)}
    holds(len(members) >= 2, otherwise="agreements.round-needs-two").or_refuse()
    found.save()
    RoundTeam.objects.bulk_create(RoundTeam(round=found, team=team) for team in teams)
    Edition.objects.create(round=found, number=1, proposal=body, substance=True, by=by.person, at=at)
    if by.id in members:
        Voice.objects.create(round=found, edition=1, person=by.person, number=1, kind=VoiceKind.CONSENT, at=at)
    audit.record("agreements.start-round", actor=by.id, at=at, thing=("round", found.pk))
    telling.tell_asked(found, at=at)
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says to an edition. text: a wish, or the harm of it; change: how she would change it."""

    kind: VoiceKind
    edition: int
    text: str = ""
    change: str = ""


def speak(said: Said, *, round_id: UUID, by: Actor, at: datetime) -> Voice:
    """Somebody says yes, yes with a wish, objects with reasons, or takes her objection back.

    Where that settles the round, it closes at once. Raises Refused, Round.DoesNotExist. Locks the round.
    """
    found = ending.locked(round_id, at=at)
    stood = rounds.asked_of(found, rounds.voices_of(round_id), at=at)
    mine = stood.of(by.id)
    all_of(
        policies.may_speak(by, [team.pk for team in stood.teams]),
        holds(found.asked_edition <= said.edition <= found.edition, otherwise="agreements.round-edited"),
        _is_whole(said),
        holds(
            said.kind is not VoiceKind.ASIDE or (mine is not None and mine.stand is Stand.OBJECTS),
            otherwise="agreements.round-nothing-to-take-back",
        ),
    ).or_refuse()
    voice = add_voice(found, said, by=by, at=at)
    audit.record("agreements.speak", actor=by.id, at=at, thing=("round", round_id))
    telling.tell_lead(found, said.kind, by=by, at=at)
    ending.settle(found, at=at)
    return voice


def add_voice(found: Round, said: Said, *, by: Actor, at: datetime) -> Voice:
    """Writes her next word down; the round is locked."""
    number = Voice.objects.filter(round=found, person=by.person).count() + 1
    return Voice.objects.create(
        round=found, edition=found.edition, person=by.person, number=number, kind=said.kind, text=said.text,
        change=said.change, at=at,
    )  # fmt: skip


def _is_whole(said: Said) -> Verdict:
    needs_text = said.kind in {VoiceKind.WISH, VoiceKind.OBJECTION}
    return all_of(
        holds(bool(said.text.strip()) or not needs_text, otherwise="agreements.round-no-words"),
        holds(
            bool(said.change.strip()) or said.kind is not VoiceKind.OBJECTION, otherwise="agreements.round-no-change"
        ),
    )


def ask_in_round(text: str, *, round_id: UUID, by: Actor, at: datetime) -> RoundQuestion:
    """Somebody asks about a proposal before she says what she thinks. Raises Refused. Locks the round."""
    found = ending.locked(round_id, at=at)
    teams = [team.pk for team in rounds.teams_of(round_id)]
    policies.may_speak(by, teams).or_refuse()
    question = RoundQuestion.objects.create(round=found, text=text, by=by.person, at=at)
    audit.record("agreements.ask-in-round", actor=by.id, at=at, thing=("round", round_id))
    telling.tell_question(found, question, at=at)
    return question


def answer_in_round(text: str, *, question_id: UUID, by: Actor, at: datetime) -> RoundQuestion:
    """A question about a proposal is answered, once, by whoever takes care of it. Raises Refused. Locks the round."""
    question = RoundQuestion.objects.get(pk=question_id)
    found = ending.locked(question.round_id, at=at)
    question.refresh_from_db()
    teams = [team.pk for team in rounds.teams_of(found.pk)]
    all_of(
        policies.may_lead(by, found, teams), holds(not question.answer, otherwise="agreements.round-answered")
    ).or_refuse()
    question.answer, question.answered_by, question.answered_at = text, by.person, at
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record("agreements.answer-in-round", actor=by.id, at=at, thing=("round", found.pk))
    telling.tell_answer(found, question, at=at)
    ending.settle(found, at=at)
    return question
