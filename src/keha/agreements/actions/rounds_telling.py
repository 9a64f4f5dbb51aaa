"""Who is told what of a consent round. Titles name nobody and nothing; the heading stands in the body, on the page."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from keha.agreements import consent
from keha.agreements.consent import QUIET, RoundEnd, RoundKind, VoiceKind
from keha.agreements.models import Round, RoundDecision, RoundEnding, RoundQuestion
from keha.agreements.queries import rounds
from keha.agreements.queries.rounds import Asked
from keha.agreements.wording.rounds import notice_title
from keha.foundation.languages import said
from keha.notices import actions as notices
from keha.notices.rules import Notice, NoticeKind, Told
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind
from keha.presence.rules import local_date


def heading(found: Round, language: str) -> str:
    """What the proposal is called, in a language or in Finnish."""
    body = found.draft.proposal if found.draft else found.before
    titles = (body or {}).get("title", {})
    return str(titles.get(language) or titles.get("fi", ""))


def _notice(found: Round, code: str, *, kind: NoticeKind, mark: str, urgent: bool = False) -> Notice:
    return Notice(
        kind=kind, told=lambda language: Told(notice_title(code, language=language), heading(found, language)),
        thing=("round", found.pk), path=f"/rounds/{found.pk}/", key=f"round:{found.pk}:{mark}", urgent=urgent,
    )  # fmt: skip


def _once(notice: Notice, to: Collection[UUID], *, at: datetime) -> None:
    """Tells those who have not been told: what the clock does each hour writes nothing the second time."""
    told = {person for person, _key in rounds.already_told([notice.key])} if to else set()
    if fresh := set(to) - told:
        notices.tell(notice, to=fresh, at=at)


def tell_asked(found: Round, *, at: datetime) -> None:
    """Everybody who is asked and has not spoken hears of it, and whoever comes into the team meanwhile."""
    asked = rounds.asked_of(found, rounds.voices_of(found.pk), at=at)
    code = "asks" if found.asked_edition == 1 else "asks-again"
    quiet = {one.person for one in asked.stood if one.stand in QUIET}
    _once(_notice(found, code, kind=NoticeKind.ROUND_ASKS, mark=f"asks:{found.asked_edition}"), quiet, at=at)


def remind(found: Round, asked: Asked, at_work: Collection[UUID], *, at: datetime) -> None:
    """Whoever is at work, has not answered and has had half of her time is reminded: once then, once on the last day."""
    numbers: dict[int, set[UUID]] = {}
    for one in asked.stood:
        if one.stand in QUIET and one.person in at_work:
            number = consent.reminder(since=asked.since[one.person], closes_at=found.closes_at, at=at)
            numbers.setdefault(number, set()).add(one.person)
    for number, people in numbers.items():
        if number:
            mark = f"reminds:{found.asked_edition}:{number}"
            _once(_notice(found, "reminds", kind=NoticeKind.ROUND_REMINDS, mark=mark), people, at=at)


def tell_lead(found: Round, kind: VoiceKind, *, by: Actor, at: datetime) -> None:
    """An objection or a wish reaches whoever takes care of the round."""
    code = {VoiceKind.OBJECTION: "objection", VoiceKind.WISH: "wish"}.get(kind)
    if code and by.id != found.lead_id:
        mark = f"{code}:{by.id}:{found.edition}:{at.isoformat()}"
        notices.tell(_notice(found, code, kind=NoticeKind.ROUND_ASKS, mark=mark), to=[found.lead_id], at=at)


def tell_question(found: Round, question: RoundQuestion, *, at: datetime) -> None:
    """A question reaches whoever takes care of the round."""
    if question.by_id != found.lead_id:
        mark = f"question:{question.pk}"
        notices.tell(_notice(found, "question", kind=NoticeKind.ROUND_ASKS, mark=mark), to=[found.lead_id], at=at)


def tell_answer(found: Round, question: RoundQuestion, *, at: datetime) -> None:
    """The answer reaches the one who asked."""
    if question.by_id != question.answered_by_id:
        mark = f"answer:{question.pk}"
        notices.tell(_notice(found, "answer", kind=NoticeKind.ROUND_ASKS, mark=mark), to=[question.by_id], at=at)


def tell_handed(found: Round, *, at: datetime) -> None:
    """Whoever takes care of it from now on hears so."""
    mark = f"handed:{at.isoformat()}"
    notices.tell(_notice(found, "handed", kind=NoticeKind.ROUND_ASKS, mark=mark), to=[found.lead_id], at=at)


def tell_stuck(found: Round, *, at: datetime) -> None:
    """The time is up and it cannot be agreed on: whoever takes care of it has some days left to settle it."""
    mark = f"stuck:{found.closes_at.isoformat()}"
    _once(_notice(found, "stuck", kind=NoticeKind.ROUND_ASKS, mark=mark), [found.lead_id], at=at)


def tell_ended(found: Round, asked: Asked, ending: RoundEnding, *, at: datetime) -> None:
    """Everybody who was asked, and the proposer, hear how it ended; the one who decides, that it waits for her."""
    notices.call_off(thing=("round", found.pk), kinds=[NoticeKind.ROUND_ASKS, NoticeKind.ROUND_REMINDS], at=at)
    kind = RoundEnd(ending.kind)
    code = "retired" if kind is RoundEnd.ADOPTED and found.kind == RoundKind.RETIRE else kind.value
    everybody = {one.person for one in asked.stood} | {found.by_id, found.lead_id}
    to = everybody - ({ending.by_id} if ending.by_id else set())
    notices.tell(_notice(found, code, kind=NoticeKind.ROUND_CLOSED, mark="closed"), to=to, at=at)
    if kind is RoundEnd.PASSED_ON:
        tell_decider(found, asked.teams, number=0, at=at)


def tell_decider(found: Round, teams: Collection[Team], *, number: int, at: datetime) -> None:
    """A proposal waits for the one who decides. number: 0 at first, 1 when its time is half over, 2 when it is past."""
    mark = f"waits:{number}"
    _once(_notice(found, "decides", kind=NoticeKind.PROPOSAL_WAITS, mark=mark), deciders(teams, at=at), at=at)


def deciders(teams: Collection[Team], *, at: datetime) -> set[UUID]:
    """Who decides what these teams have agreed on: the supervisor of the one, else the area's manager. One query."""
    kinds = [RoleKind.SUPERVISOR] if len(teams) == 1 else [RoleKind.AREA_MANAGER]
    team = next(iter(teams), None)
    return {role.person_id for role in organisation.holders(kinds, team=team, on=local_date(at))}


def decider_reminder(ending: RoundEnding, *, at: datetime) -> int:
    """Which reminder the one who decides may have by now."""
    if ending.decide_by is None or at < ending.at + (ending.decide_by - ending.at) / 2:
        return 0
    return 1 if at < ending.decide_by - timedelta(hours=24) else 2


def tell_decided(found: Round, decision: RoundDecision, teams: Collection[Team], *, at: datetime) -> None:
    """The team hears what was decided."""
    notices.call_off(thing=("round", found.pk), kinds=[NoticeKind.PROPOSAL_WAITS], at=at)
    people = {row.person_id for row in rounds.members_of([team.pk for team in teams], at=at)}
    code = "accepted" if decision.accepted else "declined"
    to = (people | {found.by_id}) - {decision.by_id}
    notices.tell(_notice(found, code, kind=NoticeKind.ROUND_CLOSED, mark="decided"), to=to, at=at)


def tell_review(version: Any, *, at: datetime) -> None:
    """It is time to look at a rule again: its team's lead hears so, or whoever keeps it where it is of no team."""
    rule = version.rule
    leads = organisation.holders([RoleKind.TEAM_LEAD], team=rule.team, on=local_date(at)) if rule.team else []
    to = {role.person_id for role in leads if role.team_id == rule.team_id} or {rule.owner_id} - {None}
    notice = Notice(
        kind=NoticeKind.REVIEW_DUE, thing=("rule", rule.pk), path=f"/rules/{rule.pk}/review/",
        told=lambda code: Told(notice_title("review", language=code), said(version, "title", code).text),
        key=f"review:{version.pk}:{version.due}",
    )  # fmt: skip
    _once(notice, to, at=at)
