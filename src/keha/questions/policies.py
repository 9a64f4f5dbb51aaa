"""Who may do what to a question, one sentence each."""

from datetime import datetime
from uuid import UUID

from keha.foundation.verdict import Verdict, all_of, any_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind
from keha.questions.queries.questions import Asked
from keha.questions.rules import CLOSED, OPEN_TO_TEAM, UNNAMED_TEAM_MIN, State


def _is_mine(actor: Actor, asked: Asked) -> Verdict:
    return holds(asked.is_by(actor.id), otherwise="questions.not-yours")


def may_hand_over(actor: Actor, asked: Asked) -> Verdict:
    """The asker sends her own question to the team when what she was shown did not help.

    Safety and harassment do not go to the team, where the one complained of may be: the card names whom to contact.
    """
    return all_of(
        _is_mine(actor, asked),
        holds(asked.state in {State.SHOWN, State.HELPED, State.WITHDRAWN}, otherwise="questions.already-with-team"),
        holds(actor.own_team is not None, otherwise="questions.no-team"),
        holds(not asked.has_direct_route, otherwise="questions.direct-route"),
    )


def may_ask_unnamed(actor: Actor, *, members: int) -> Verdict:
    """A member of a team of five or more asks it without her name: in a smaller one everybody would know.

    members: how many belong to her team today, herself included.
    """
    return all_of(
        holds(actor.team is not None, otherwise="questions.no-team"),
        holds(actor.team is None or members >= UNNAMED_TEAM_MIN, otherwise="questions.team-too-small"),
    )


def may_see_often(actor: Actor, *, members: int) -> Verdict:
    """Who leads a team or keeps its things together sees what it asks often, in a team of five or more.

    members: how many belong to it today.
    """
    keeps = actor.is_supervisor or RoleKind.TEAM_LEAD in actor.roles
    return all_of(
        holds(keeps, otherwise="questions.not-your-team"),
        holds(members >= UNNAMED_TEAM_MIN, otherwise="questions.team-too-small"),
    )


def may_say_helped(actor: Actor, asked: Asked) -> Verdict:
    """The asker says that a rule answered her."""
    return all_of(_is_mine(actor, asked), holds(asked.state is State.SHOWN, otherwise="questions.already-settled"))


def may_answer(actor: Actor, asked: Asked) -> Verdict:
    """A colleague of the team answers an open question; on a fixed topic only the rule's keeper."""
    return all_of(
        holds(not asked.is_by(actor.id), otherwise="questions.own-question"),
        holds(_is_before(actor, asked), otherwise="questions.not-your-team"),
        holds(asked.state in OPEN_TO_TEAM, otherwise="questions.already-settled"),
        any_of(
            holds(not asked.is_fixed, otherwise="questions.fixed-topic"),
            holds(_keeps(actor, asked), otherwise="questions.fixed-topic"),
        ),
    )


def _is_before(actor: Actor, asked: Asked) -> bool:
    """Whether it was put to her: as one of the team, as its supervisor, or as the one on duty."""
    return asked.question.team_id in actor.working_team_ids or asked.has_reached_reader


def answers_as_supervisor(actor: Actor, asked: Asked) -> bool:
    """Whether she answers as the team's supervisor: she leads it, or it reached her on duty."""
    return asked.question.team_id in actor.led_team_ids or asked.has_reached_reader


def may_give_back(actor: Actor, asked: Asked, *, at: datetime, has_time: bool) -> Verdict:
    """The supervisor whom a question has reached hands it back to its team, once each time it comes to the team.

    has_time: whether somebody of the team could answer it yet.
    """
    return all_of(
        holds(not asked.is_by(actor.id), otherwise="questions.own-question"),
        holds(answers_as_supervisor(actor, asked), otherwise="questions.not-your-team"),
        holds(asked.is_past_team(at), otherwise="questions.not-with-you"),
        holds(not asked.is_fixed, otherwise="questions.not-the-teams"),
        holds(not asked.was_given_back, otherwise="questions.given-back-already"),
        holds(has_time or asked.is_fixed, otherwise="questions.nobody-there"),
    )


def _keeps(actor: Actor, asked: Asked) -> bool:
    version = asked.question.version
    owner: UUID | None = version.rule.owner_id if version else None
    return owner == actor.id or answers_as_supervisor(actor, asked)


def may_tally(actor: Actor, team: Team) -> Verdict:
    """A team's own supervisor counts what reaches her past the application, and tells when the team began."""
    return holds(team.pk in actor.led_team_ids, otherwise="questions.tally-not-yours")


def may_edit_local_words(actor: Actor) -> Verdict:
    """The employer's table of words is kept by its supervisors, area managers and administrators."""
    keeps = actor.is_supervisor or bool(actor.managed_area_ids) or RoleKind.ADMINISTRATOR in actor.roles
    return holds(keeps, otherwise="questions.words-not-yours")


def may_confirm(actor: Actor, asked: Asked) -> Verdict:
    """The asker says that a colleague's answer solved it."""
    return all_of(
        _is_mine(actor, asked), holds(asked.state is State.ANSWERED, otherwise="questions.nothing-to-confirm")
    )


def may_withdraw(actor: Actor, asked: Asked) -> Verdict:
    """The asker takes her question back from the team as long as it is open."""
    return all_of(_is_mine(actor, asked), holds(asked.state in OPEN_TO_TEAM, otherwise="questions.nothing-to-withdraw"))


def may_reopen(actor: Actor, asked: Asked) -> Verdict:
    """The asker opens her question again when an answer did not solve it after all."""
    return all_of(
        _is_mine(actor, asked),
        holds(asked.state in {State.ANSWERED, State.SOLVED}, otherwise="questions.nothing-to-reopen"),
    )


def may_reword(actor: Actor, asked: Asked) -> Verdict:
    """The asker writes her question anew as long as nobody else has seen it."""
    return all_of(
        _is_mine(actor, asked),
        holds(not asked.was_handed_over and asked.state is State.SHOWN, otherwise="questions.already-with-team"),
    )


def may_keep(actor: Actor, asked: Asked) -> Verdict:
    """The asker, or the keeper of the rule or of the team, keeps the words of a settled question without the name."""
    return all_of(
        any_of(_is_mine(actor, asked), holds(_keeps(actor, asked), otherwise="questions.not-yours")),
        holds(asked.question.team_id is not None, otherwise="questions.no-team"),
        holds(asked.state in CLOSED, otherwise="questions.still-open"),
    )
