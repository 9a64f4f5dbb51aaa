"""Writes: rights to decide are granted, asked for, handed back and taken again. Every change is a row that stays."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from keha.agreements import rights
from keha.agreements.actions import telling
from keha.agreements.events import RightsChanged
from keha.agreements.models import CommonTopic, LevelChange, ReadinessTick, Wish, WishAnswer
from keha.agreements.policies import rights as policies
from keha.agreements.queries import rights as queries
from keha.agreements.rights import Answer, ChangeKind, Level, Step
from keha.foundation import audit
from keha.foundation.facts import publish
from keha.foundation.verdict import Refused, Verdict, all_of, holds
from keha.organisation.models import Area, Team
from keha.organisation.queries import Actor
from keha.presence.rules import local_date


@dataclass(frozen=True, slots=True)
class Limit:
    """How far a right goes: in words, as a figure with its unit, or both."""

    words: str = ""
    value: Decimal | None = None
    unit: str = ""

    @property
    def columns(self) -> dict[str, object]:
        """As the tables keep it."""
        return {"limit_words": self.words, "limit_value": self.value, "limit_unit": self.unit}


@dataclass(frozen=True, slots=True)
class Grant:
    """What is granted: a level within a limit, from a day on, for good or on trial until a day."""

    level: Level
    from_date: date
    limit: Limit = Limit()
    trial_until: date | None = None
    reason: str = ""


def locked_team(team_id: UUID) -> Team:
    """The team whose rights are about to change; one at a time. Raises Team.DoesNotExist."""
    return Team.objects.select_for_update(no_key=True).get(pk=team_id)


def write(change: LevelChange, *, at: datetime) -> LevelChange:
    """A change is added, told to the team, and made known upwards. To be called with the team locked."""
    change.at = at
    change.save(force_insert=True)
    audit.record(f"agreements.right-{change.kind}", actor=change.by_id, at=at, thing=("level_change", change.pk))
    telling.right_changed(change, at=at)
    publish(RightsChanged(team_id=change.team_id, topic=change.topic, at=at))
    return change


def grant(given: Grant, *, team_id: UUID, topic: str, by: Actor, at: datetime) -> LevelChange:
    """A level is granted; a trial goes on; or less is granted than before, with the reason. Answers what was asked for.

    Raises Refused, Team.DoesNotExist. Locks the team. Publishes RightsChanged.
    """
    team, today = locked_team(team_id), local_date(at)
    held = queries.as_held(queries.held_row(team_id, topic, on=today))
    kind = _kind(held, given.level)
    all_of(
        policies.may_grant(by, team, topic, is_common=topic in queries.common_topics(team.area_id)),
        rights.dates_are_right(given.from_date, given.trial_until, today=today),
        holds(kind is not ChangeKind.TAKEN_BACK or bool(given.reason), otherwise="agreements.reason-missing"),
    ).or_refuse()
    change = write(
        LevelChange(
            team=team, topic=topic, kind=kind, level=given.level, granted=given.level, from_date=given.from_date,
            trial_until=given.trial_until, reason=given.reason, by=by.person, **given.limit.columns,
        ),
        at=at,
    )  # fmt: skip
    wish = queries.open_wish(team_id, topic)
    if wish and kind is not ChangeKind.TAKEN_BACK:
        _answer(wish, Answer.GRANTED, given.reason, by=by, at=at, change=change)
    return change


def _kind(held: rights.Held | None, level: Level) -> ChangeKind:
    if held and held.granted.is_looser_than(level):
        return ChangeKind.TAKEN_BACK
    is_trial = held is not None and held.trial_until is not None
    return ChangeKind.CONTINUED if is_trial and held and held.granted is level else ChangeKind.GRANTED


def hand_back(*, team_id: UUID, topic: str, reason: str, by: Actor, at: datetime) -> LevelChange:
    """A right is handed back for now, by the team or by whoever gave it; no reason is needed.

    Raises Refused: not hers, or there is nothing to hand back; Team.DoesNotExist. Locks the team.
    """
    team, today = locked_team(team_id), local_date(at)
    policies.may_hand_back(by, team, topic).or_refuse()
    held = queries.as_held(queries.held_row(team_id, topic, on=today))
    holds(
        held is not None and held.level is not Level.SUPERVISOR, otherwise="agreements.nothing-to-hand-back"
    ).or_refuse()
    by_team = team_id in by.team_ids
    level, granted = rights.handed_back(held, by_team=by_team)
    kind = ChangeKind.HANDED_BACK if by_team else ChangeKind.TAKEN_BACK
    change = LevelChange(
        team=team, topic=topic, kind=kind, level=level, granted=granted, from_date=today, reason=reason, by=by.person
    )
    return write(change, at=at)


def take_again(*, team_id: UUID, topic: str, by: Actor, at: datetime) -> LevelChange:
    """The team takes again what it handed back, as it was. Raises Refused, Team.DoesNotExist. Locks the team."""
    team, today = locked_team(team_id), local_date(at)
    policies.may_ask(by, team_id, topic).or_refuse()
    before = taken_again_as(queries.history(team_id, topic), on=today)
    if before is None:
        raise Refused(Verdict(("agreements.nothing-to-take-again",)))
    change = LevelChange(
        team=team, topic=topic, kind=ChangeKind.TAKEN_AGAIN, level=before.level, granted=before.granted, from_date=today,
        limit_words=before.limit_words, limit_value=before.limit_value, limit_unit=before.limit_unit, by=by.person,
    )  # fmt: skip
    return write(change, at=at)


def taken_again_as(story: list[LevelChange], *, on: date) -> LevelChange | None:
    """What a team that handed a right back had before it; None where it may take nothing again. story: newest first."""
    if not story or story[0].kind != ChangeKind.HANDED_BACK or story[0].granted == story[0].level:
        return None
    return next((row for row in story[1:] if row.from_date <= on and row.trial_until is None), None)


def ask(*, team_id: UUID, topic: str, level: Level, reason: str, by: Actor, at: datetime) -> Wish:
    """A team asks for a right; it is answered with reasons within two weeks. Raises Refused, Team.DoesNotExist."""
    team, today = locked_team(team_id), local_date(at)
    held = queries.as_held(queries.held_row(team_id, topic, on=today))
    granted = held.granted if held else rights.GRANTED_FIRST
    all_of(
        policies.may_ask(by, team_id, topic),
        holds(queries.open_wish(team_id, topic) is None, otherwise="agreements.asked-already"),
        holds(level.is_looser_than(granted), otherwise="agreements.have-it-already"),
        holds(bool(reason), otherwise="agreements.reason-missing"),
    ).or_refuse()
    wish = Wish.objects.create(
        team=team, topic=topic, level=level, reason=reason, answer_by=today + rights.ANSWER_WITHIN, by=by.person, at=at
    )
    audit.record("agreements.ask-right", actor=by.id, at=at, thing=("wish", wish.pk))
    telling.right_asked(wish, to_manager=topic in queries.common_topics(team.area_id), at=at)
    return wish


def not_yet(*, wish_id: UUID, reason: str, by: Actor, at: datetime) -> WishAnswer:
    """What was asked for is not granted yet, with the reason. Raises Refused, Wish.DoesNotExist. Locks the wish."""
    wish = Wish.objects.select_for_update(of=("self",)).select_related("team").get(pk=wish_id)
    common = wish.topic in queries.common_topics(wish.team.area_id)
    all_of(
        policies.may_grant(by, wish.team, wish.topic, is_common=common),
        _is_open(wish),
        holds(bool(reason), otherwise="agreements.reason-missing"),
    ).or_refuse()
    return _answer(wish, Answer.NOT_YET, reason, by=by, at=at)


def withdraw_wish(*, wish_id: UUID, by: Actor, at: datetime) -> WishAnswer:
    """The team asks no longer. Raises Refused, Wish.DoesNotExist. Locks the wish."""
    wish = Wish.objects.select_for_update(of=("self",)).select_related("team").get(pk=wish_id)
    all_of(policies.is_of_team(by, wish.team_id), _is_open(wish)).or_refuse()
    return _answer(wish, Answer.WITHDRAWN, "", by=by, at=at)


def _is_open(wish: Wish) -> Verdict:
    return holds(not wish.answers.exists(), otherwise="agreements.answered-already")


def _answer(
    wish: Wish, kind: Answer, reason: str, *, by: Actor, at: datetime, change: LevelChange | None = None
) -> WishAnswer:
    answer = WishAnswer.objects.create(wish=wish, kind=kind, reason=reason, change=change, by=by.person, at=at)
    audit.record("agreements.answer-right", actor=by.id, at=at, thing=("wish", wish.pk))
    telling.wish_answered(answer, at=at)
    return answer


def tick(*, team_id: UUID, topic: str, step: Step, is_ready: bool, by: Actor, at: datetime) -> None:
    """The team ticks a step of its readiness, or takes the tick away; twice is as once. Raises Refused."""
    policies.may_ask(by, team_id, topic).or_refuse()
    locked_team(team_id)
    known = ReadinessTick.objects.filter(team_id=team_id, topic=topic, step=step)
    if is_ready and not known.exists():
        ReadinessTick.objects.create(team_id=team_id, topic=topic, step=step, by=by.person, at=at)
    elif not is_ready:
        known.delete()
    audit.record("agreements.tick-readiness", actor=by.id, at=at, thing=("team", team_id))


def set_common(*, area_id: UUID, topic: str, is_common: bool, by: Actor, at: datetime) -> CommonTopic:
    """A topic is common to an area from now on, or no longer is. Raises Refused, Area.DoesNotExist. Locks the area."""
    area = Area.objects.select_for_update(no_key=True).get(pk=area_id)
    policies.may_set_common(by, area_id).or_refuse()
    row = CommonTopic.objects.create(area=area, topic=topic, is_common=is_common, by=by.person, at=at)
    audit.record("agreements.set-common", actor=by.id, at=at, thing=("area", area_id))
    return row
