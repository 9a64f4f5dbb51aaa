"""Things of the story's people, made through the rooms' actions: one of each kind that an address can name."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import timezone

from keha.agreements import actions as agreements
from keha.agreements import templates
from keha.agreements.rules import Words
from keha.foundation.context import acting_for, door
from keha.organisation.actions import door as door_actions
from keha.organisation.models import Membership, Person, Session, Team
from keha.questions import actions as questions
from keha.questions.models import Choice, Question
from tests.support import (
    identity,
    imports,
    ladder,
    load,
    notices,
    numbers,
    rights,
    rounds,
    rules,
    shifts,
    skills,
    tablets,
    words,
)
from tests.support.people import Who, account_id, by_role, session_of, supervisor_of

NONSENSE = "kvaasi plumeeri 7731"


@dataclass(slots=True)
class Things:
    """Ids by name of one person: questions by state, a rule, an invitation, a session, a passkey."""

    whose: Who
    ids: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Scene:
    """The people by role, and what belongs to the worker, to another team and to another employer."""

    world: Any
    people: dict[str, Who | None]
    own: Things
    team: Things
    county: Things


def _ask(who: Who, *, waits: bool) -> Question:
    by, now = who.actor(), timezone.now()
    question = Question.objects.create(
        asker=by.person,
        team=by.teams[0],
        site=by.person.home_site,
        text=NONSENSE,
        language="fi",
        asked_at=now,
        outcome="handover",
    )
    if waits:
        questions.hand_over(question_id=question.pk, by=by, at=now + timedelta(milliseconds=1))
    return question


def _with_choices(who: Who, rule: UUID) -> Question:
    question = _ask(who, waits=False)
    Question.objects.filter(pk=question.pk).update(outcome="choices")
    Choice.objects.create(question=question, position=0, rule_id=rule)
    return question


def _solved(who: Who, mate: Who) -> Question:
    question, at = _ask(who, waits=True), timezone.now() + timedelta(milliseconds=2)
    questions.answer(question_id=question.pk, text="Kysy illalla.", by=mate.actor(), at=at)
    questions.confirm(question_id=question.pk, by=who.actor(), at=at + timedelta(milliseconds=1))
    return question


def _rule(who: Who, keeper: Who, slug: str) -> UUID:
    template = templates.template_of(slug)
    team = Team.objects.get(pk=who.actor().teams[0].pk)
    rule = agreements.open_rule(template, scope=team, owner=Person.objects.get(pk=keeper.person))
    filled = templates.fill(template, templates.example_figures(template))
    agreed_by = Words("Koeryhmä", "Provgruppen", "The trial group")
    adoption = agreements.Adoption(
        agreed_by=agreed_by, valid_from=timezone.localdate() - timedelta(days=3), review_months=12
    )
    agreements.adopt(rule, filled, adoption, by=supervisor_of(who).actor(), at=timezone.now())
    return rule.pk


def _things(who: Who, *, mate: Who, slug: str) -> Things:
    things = Things(who)
    with acting_for(who.employer):
        rule = _rule(who, mate, slug)
        answered = _ask(who, waits=True)
        questions.answer(
            question_id=answered.pk,
            text="Kysy aamulla.",
            by=mate.actor(),
            at=timezone.now() + timedelta(milliseconds=2),
        )
        solved = _solved(who, mate)
        shown, waiting, choices = _ask(who, waits=False), _ask(who, waits=True), _with_choices(who, rule)
        things.ids |= rules.things(who)
        things.ids |= words.things(who, rule)
        things.ids |= numbers.things(who)
        for part in (rounds, rights, notices, ladder, load, tablets, identity, shifts, skills):
            things.ids |= part.things(who, mate, rule)
        things.ids |= {
            "rule": rule, "shown": shown.pk, "waiting": waiting.pk, "answered": answered.pk, "solved": solved.pk, "choices": choices.pk,
            "person": who.person, "team": who.actor().teams[0].pk, "mate": mate.person,
        }  # fmt: skip
    things.ids |= imports.things(who)
    return things


def _with_the_doors(things: Things) -> Things:
    """The same with what lives for minutes: what was ended just now; an invitation, a session, a passkey."""
    who, ids = things.whose, dict(things.ids)
    with acting_for(who.employer):
        rules.renew(ids)
        invitation, code = door_actions.invite_first(
            person=Person.objects.get(pk=ids["mate"]), by=who.person, at=timezone.now()
        )
    key = session_of(who)
    with door():
        passkey = Authenticator.objects.create(
            user_id=account_id_inside(who), type="webauthn", data={"name": "Chrome, Android", "credential": {}}
        )
        session = Session.objects.get(session_key=key).public_id
    ids |= {
        "invitation": invitation.pk,
        "code": code,
        "session": session,
        "passkey": passkey.pk,
        "employer": who.employer,
    }
    return Things(who, ids)


def renewed(scene: Scene) -> Scene:
    """A test's own scene."""
    own, team, county = (_with_the_doors(things) for things in (scene.own, scene.team, scene.county))
    return Scene(scene.world, dict(scene.people), own, team, county)


def account_id_inside(who: Who) -> UUID:
    """The same as account_id, for code that stands at the door already."""
    return Membership.objects.get(person_id=who.person, employer_id=who.employer).account_id


def _mate_of(who: Who, *, but: UUID) -> Who:
    with acting_for(who.employer):
        inside = who.actor().teams[0].members.exclude(person_id__in=[who.person, but])
        plain = [
            row.person
            for row in inside.select_related("person").order_by("person__name")
            if not row.person.roles.exists()
        ]
        return Who(who.employer, plain[0].pk)


def set_up(world: Any) -> Scene:
    """Everything but what lives for minutes at the door. Needs the library's rules of any three topics."""
    people = by_role(world)
    worker, mate, other, eeva = (people[role] for role in ("worker", "mate", "other_team", "other_employer"))
    assert worker and mate and other and eeva
    account_id(worker)
    return Scene(
        world, people,
        own=_things(worker, mate=mate, slug=_slug(0)),
        team=_things(other, mate=_mate_of(other, but=other.person), slug=_slug(1)),
        county=_things(eeva, mate=_mate_of(eeva, but=eeva.person), slug=_slug(2)),
    )  # fmt: skip


def _slug(number: int) -> str:
    free = [template.slug for template in templates.load() if not template.fixed]
    return free[-1 - number]
