"""For the generated tests: one thing of each kind of consent rounds, and what each form sends."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from keha.agreements import actions
from keha.agreements.actions import Opening, Said
from keha.agreements.consent import VoiceKind
from keha.agreements.models import LevelChange, Round
from keha.agreements.queries import rounds
from keha.agreements.rights import ChangeKind, Level
from keha.organisation.models import Person
from keha.organisation.queries import Actor, actor
from tests.support import rules
from tests.support.people import Who

# Which of a person's things an address is tried with; the first one is where its form does something.
THINGS: Mapping[str, tuple[str, ...]] = {
    "rounds:round": ("round", "ended"),
    "rounds:voice": ("round", "ended"),
    "rounds:question": ("round", "ended"),
    "rounds:care": ("round", "ended"),
    "rounds:answer": ("round", "ended"),
    "rounds:amend": ("round", "ended"),
    "rounds:extend": ("round", "ended"),
    "rounds:hand": ("round", "ended"),
    "rounds:withdraw": ("round", "ended"),
    "rounds:close": ("agreed", "ended"),
    "rounds:decide": ("passed_on", "ended"),
    "rounds:retire": ("bare",),
    "rounds:borrow": ("rule",),
}
# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = {"rounds:decide": "supervisor", "rounds:borrow": "supervisor"}


def give_topic(person: UUID, topic: str, *, by: UUID) -> None:
    """A person's team has a topic in its decision list."""
    LevelChange.objects.create(
        team=actor_of(person).team, topic=topic, kind=ChangeKind.GRANTED, level=Level.TEAM, granted=Level.TEAM,
        from_date=timezone.localdate(), by_id=by, at=timezone.now(),
    )  # fmt: skip


def actor_of(person: UUID) -> Actor:
    """Somebody today."""
    return actor(Person.objects.select_related("employer").get(pk=person), on=timezone.localdate())


def opened(by: Actor, title: str, topic: str = "kitchen") -> Round:
    """A round about a new draft of her team's."""
    proposal = replace(rules.proposal_of(title), topic=topic)
    draft = actions.start_draft(proposal, scope=by.teams[0], by=by, at=timezone.now())
    opening = Opening("Koska.", asked=f"saako {title}")
    return actions.start_round(opening, draft_id=draft.pk, by=by, at=timezone.now())


def everybody_else(found: Round, by: Actor) -> list[Actor]:
    """Those who are asked besides the proposer."""
    members = rounds.members_of([team.pk for team in rounds.teams_of(found.pk)], at=timezone.now())
    return [actor_of(row.person_id) for row in members if row.person_id != by.id]


def things(who: Who, mate: Who, rule: Any) -> dict[str, Any]:
    """Ids by name, made inside the person's employer; rule: one of her team's."""
    by, now = who.actor(), timezone.now()
    found, ended = opened(by, "Kierros"), opened(by, "Päättynyt")
    question = actions.ask_in_round("Koskeeko tämä iltaa?", round_id=found.pk, by=by, at=now)
    actions.withdraw_round("Ei tarvita.", round_id=ended.pk, by=by, at=now)
    agreed, passed = opened(by, "Valmis"), opened(by, "Päätettävä", "working_time")
    for one in (agreed, passed):
        for person in everybody_else(one, by):
            said = Said(VoiceKind.WISH, 1, "Kunhan muistetaan.") if one is agreed else Said(VoiceKind.CONSENT, 1)
            actions.speak(said, round_id=one.pk, by=person, at=now)
    return {
        "round": found.pk, "ended": ended.pk, "agreed": agreed.pk, "passed_on": passed.pk, "round_question": question.pk,
    }  # fmt: skip


def values(ids: Mapping[str, Any], thing: str) -> dict[str, Any]:
    """The parameters of addresses by name, for one of a person's things."""
    return {"round_id": ids.get(thing)}


def bodies(own: Mapping[str, Any], world: Any) -> dict[str, dict[str, str]]:
    """What each form sends when it is filled in rightly, by the address's name."""
    until = timezone.localdate() + timedelta(days=12)
    return {
        "rounds:propose": {"draft": str(own["draft"]), "need": "Koska.", "days": "7", "asked": "saako kuunnella"},
        "rounds:retire": {"need": "Ei tarvita.", "days": "7"},
        "rounds:borrow": {},
        "rounds:voice": {"kind": "objection", "edition": "1", "harm": "Haittaa.", "change": "Toisin."},
        "rounds:question": {"question": "Koskeeko tämä iltaa?"},
        "rounds:answer": {"question": str(own["round_question"]), "answer": "Ei koske."},
        "rounds:amend": rules.WORDING | {"edition": "1", "note": "Selvempi."},
        "rounds:extend": {"until": until.isoformat()},
        "rounds:hand": {"to": str(world.bertta)},
        "rounds:withdraw": {"reason": "Ei tarvita."},
        "rounds:close": {},
        "rounds:decide": {"accepted": "no", "reason": "Ei vielä."},
    }
