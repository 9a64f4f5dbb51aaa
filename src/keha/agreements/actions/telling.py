"""What is told to whom of rights and standing approvals: finished text, in each receiver's language."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import override

from keha.agreements import wording
from keha.agreements.approvals import ApprovalClass
from keha.agreements.models import Approval, DelegationRound, LevelChange, Wish, WishAnswer
from keha.agreements.rights import Answer, ChangeKind
from keha.agreements.wording import rights as words
from keha.foundation.languages import said
from keha.notices.actions import call_off, tell
from keha.notices.rules import Notice, NoticeKind, Told
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.organisation.rules import RoleKind
from keha.presence.rules import local_date


def _list_path(team_id: UUID, topic: str) -> str:
    return f"/rights/{team_id}/{topic}/"


def _topic(title: object, team: Team, topic: str, body: str = "") -> Callable[[str], Told]:
    def told(language: str) -> Told:
        with override(language):
            return Told(str(title).format(topic=wording.TOPICS[topic], team=said(team, "name", language).text), body)

    return told


def _members(team: Team, at: datetime) -> set[UUID]:
    return {person.pk for person in organisation.people_of([team.pk], on=local_date(at))}


def _holders(kinds: Collection[RoleKind], team: Team, at: datetime) -> set[UUID]:
    return {role.person_id for role in organisation.holders(kinds, team=team, on=local_date(at))}


def right_changed(change: LevelChange, *, at: datetime) -> None:
    """The team, and its supervisor when the team did it."""
    people = _members(change.team, at) | _holders([RoleKind.SUPERVISOR], change.team, at)
    notice = Notice(
        NoticeKind.RIGHTS_CHANGED, _topic(words.CHANGED[ChangeKind(change.kind)], change.team, change.topic),
        ("level_change", change.pk), _list_path(change.team_id, change.topic), f"right {change.pk}",
    )  # fmt: skip
    tell(notice, to=people - {change.by_id}, at=at)


def right_asked(wish: Wish, *, to_manager: bool, at: datetime) -> None:
    """Whoever may grant it: the supervisor, or the area's manager for a common topic."""
    kind = RoleKind.AREA_MANAGER if to_manager else RoleKind.SUPERVISOR
    notice = Notice(
        NoticeKind.PROPOSAL_WAITS, _topic(words.ASKED, wish.team, wish.topic), ("wish", wish.pk),
        _list_path(wish.team_id, wish.topic), f"wish {wish.pk}",
    )  # fmt: skip
    tell(notice, to=_holders([kind], wish.team, at), at=at)


def wish_answered(answer: WishAnswer, *, at: datetime) -> None:
    """Nobody waits for the answer any more; a no for now is told to the team. What is granted tells itself."""
    wish = answer.wish
    call_off(thing=("wish", wish.pk), at=at)
    if answer.kind != Answer.NOT_YET:
        return
    notice = Notice(
        NoticeKind.RIGHTS_CHANGED, _topic(words.NOT_YET, wish.team, wish.topic, answer.reason),
        ("wish", wish.pk), _list_path(wish.team_id, wish.topic), f"wish answered {wish.pk}",
    )  # fmt: skip
    tell(notice, to=_members(wish.team, at) - {answer.by_id}, at=at)


def round_begun(one: DelegationRound, *, at: datetime) -> None:
    """The team is asked to pick; nothing that anybody picks is ever told."""
    notice = Notice(
        NoticeKind.ROUND_ASKS, _topic(words.ROUND_BEGUN, one.team, one.topic), ("delegation_round", one.pk),
        f"/rights/rounds/{one.pk}/", f"delegation {one.pk}",
    )  # fmt: skip
    tell(notice, to=_members(one.team, at) - {one.host_id}, at=at)


def round_past(one: DelegationRound, *, at: datetime) -> None:
    """Nobody is asked to pick any more."""
    call_off(thing=("delegation_round", one.pk), at=at)


def approval_waits(approval: Approval, teams: Collection[Team], *, at: datetime) -> None:
    """HR and the steward, and the supervisors whose name is missing, have something to look at."""
    kinds = [RoleKind.ADMINISTRATOR, RoleKind.STEWARD, RoleKind.SUPERVISOR]
    people = {person for team in teams for person in _holders(kinds, team, at)}
    _approval(approval, people - {approval.by_id}, words.APPROVAL_WAITS, "waits", at)


def approval_changed(approval: Approval, teams: Collection[Team], *, is_on: bool, at: datetime) -> None:
    """The teams' people and supervisors hear that changes are confirmed at once from now on, or no longer are."""
    people = {one for team in teams for one in _members(team, at) | _holders([RoleKind.SUPERVISOR], team, at)}
    call_off(thing=("approval", approval.pk), at=at)
    sentence = words.APPROVAL_ON if is_on else words.APPROVAL_OFF
    _approval(approval, people, sentence, "on" if is_on else "off", at)


def _approval(approval: Approval, people: set[UUID], sentence: object, mark: str, at: datetime) -> None:
    def told(language: str) -> Told:
        with override(language):
            return Told(str(sentence).format(what=words.CLASSES[ApprovalClass(approval.kind)]))

    notice = Notice(
        NoticeKind.APPROVAL_CHANGED, told, ("approval", approval.pk), f"/rights/approvals/{approval.pk}/",
        f"approval {mark} {approval.pk}",
    )  # fmt: skip
    tell(notice, to=people, at=at)
