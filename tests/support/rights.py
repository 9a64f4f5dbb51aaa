"""For the generated tests: one thing of each kind of levels of deciding and standing approvals, and what each form sends."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from keha.agreements.actions import approvals, delegation, rights
from keha.agreements.actions.rights import Grant, Limit
from keha.agreements.approvals import ApprovalClass, Limits
from keha.agreements.rights import Level
from keha.organisation.models import Role
from keha.organisation.rules import RoleKind
from tests.support.people import Who

# A topic for each state of a right; rounds have topics of their own, for a team has one open round on a topic.
TOPICS = {
    "right_held": "kitchen",
    "right_free": "communication",
    "right_back": "service",
    "right_asked": "development",
}
ROUNDS = {
    "round_fresh": "cover",
    "round_picked": "kitchen",
    "round_shown": "everyday",
    "round_spoken": "working_time",
    "round_proposed": "service",
}

# Which of a person's things an address is tried with; the first one is where its form does something.
THINGS: Mapping[str, tuple[str, ...]] = {
    "rights:of": ("team",),
    "rights:topic": ("right_held", "right_asked"),
    "rights:ask": ("right_free", "right_asked"),
    "rights:grant": ("right_free",),
    "rights:hand_back": ("right_held", "right_free"),
    "rights:take_again": ("right_back", "right_held"),
    "rights:tick": ("right_held",),
    "rights:common": ("right_held",),
    "rights:round_begin": ("right_free",),
    "rights:not_yet": ("wish",),
    "rights:wish_withdraw": ("wish",),
    "rights:round": tuple(ROUNDS),
    "rights:round_pick": ("round_fresh", "round_shown"),
    "rights:round_reveal": ("round_picked", "round_fresh"),
    "rights:round_explain": ("round_shown", "round_fresh"),
    "rights:round_propose": ("round_spoken", "round_shown"),
    "rights:round_consent": ("round_proposed", "round_spoken"),
    "rights:round_call_off": ("round_fresh",),
    "rights:approval": ("approval",),
    "rights:approval_sign": ("approval",),
    "rights:approval_withdraw": ("approval",),
}
# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = {
    "rights:grant": "supervisor",
    "rights:not_yet": "supervisor",
    "rights:common": "area_manager",
    "rights:approval_new": "supervisor",
    "rights:approval_sign": "administrator",
    "rights:approval_withdraw": "supervisor",
}


def supervisor_of(team_id: UUID, employer: UUID) -> Who:
    """A team's supervisor."""
    return Who(
        employer, Role.objects.filter(kind=RoleKind.SUPERVISOR, team_id=team_id).values_list("person_id", flat=True)[0]
    )


def things(who: Who, mate: Who, rule: Any) -> dict[str, Any]:
    """Ids by name, made inside the person's employer; rule: one of her team's."""
    own, now = who.actor(), timezone.now()
    team_id, today = own.teams[0].pk, timezone.localdate(now)
    by = supervisor_of(team_id, who.employer).actor()
    for topic, level in (
        ("kitchen", Level.TEAM),
        ("service", Level.TEAM),
        ("development", Level.SUPERVISOR_HEARS),
        ("communication", Level.TEAM),
    ):
        given = Grant(level, today, Limit("pienet asiat"), reason="Kokeillaan.")
        rights.grant(given, team_id=team_id, topic=topic, by=by, at=now)
    rights.hand_back(team_id=team_id, topic="service", reason="Kiire.", by=own, at=now + timedelta(seconds=1))
    wish = rights.ask(team_id=team_id, topic="development", level=Level.TEAM, reason="Sujuisi itse.", by=own, at=now)
    terms = approvals.Terms(ApprovalClass.SWAP, Limits(), today, today + timedelta(days=90))
    approval = approvals.give(terms, team_ids=[team_id], by=by, at=now)
    return {**TOPICS, **_rounds(who, mate, team_id), "wish": wish.pk, "approval": approval.pk}


def _rounds(who: Who, mate: Who, team_id: UUID) -> dict[str, UUID]:
    """A round in each of its states, from the first to the last."""
    own, other, at = who.actor(), mate.actor(), timezone.now()
    found = {}
    for state, (name, topic) in enumerate(ROUNDS.items()):
        one = found[name] = delegation.begin(team_id=team_id, topic=topic, by=own, at=at).pk
        if state >= 1:
            delegation.pick(round_id=one, level=Level.TEAM, by=own, at=at)
            delegation.pick(round_id=one, level=Level.SUPERVISOR, by=other, at=at)
        if state >= 2:
            delegation.reveal(round_id=one, by=own, at=at)
        if state >= 3:
            delegation.explain(round_id=one, text="Me tunnemme tämän.", by=own, at=at)
            delegation.explain(round_id=one, text="En ole varma.", by=other, at=at)
        if state >= 4:
            delegation.propose(round_id=one, level=Level.SUPERVISOR, limit=Limit(), by=own, at=at)
    return found


def values(ids: Mapping[str, Any], thing: str) -> dict[str, Any]:
    """The parameters of addresses by name, for one of a person's things."""
    return {
        "topic": TOPICS.get(thing, "kitchen"), "round_id": ids.get(thing), "wish_id": ids.get("wish"),
        "approval_id": ids.get("approval"),
    }  # fmt: skip


def bodies(own: Mapping[str, Any], world: Any) -> dict[str, dict[str, str]]:
    """What each form sends when it is filled in rightly, by the address's name."""
    today = timezone.localdate()
    limit = {"limit_value": "100", "limit_unit": "€", "limit_words": ""}
    return {
        "rights:ask": {"level": "worker", "reason": "Ei tarvitsisi kysyä."},
        "rights:grant": {
            "level": "worker", **limit, "from_date": today.isoformat(), "trial_until": "", "reason": "Hyvin on mennyt.",
        },
        "rights:hand_back": {"reason": ""},
        "rights:take_again": {},
        "rights:tick": {"step": "limits", "is_ready": "on"},
        "rights:common": {"is_common": "1"},
        "rights:round_begin": {},
        "rights:not_yet": {"reason": "Katsotaan keväällä."},
        "rights:wish_withdraw": {},
        "rights:round_pick": {"level": "team"},
        "rights:round_reveal": {},
        "rights:round_explain": {"text": "Tiedämme tämän itse."},
        "rights:round_propose": {"level": "supervisor", **limit},
        "rights:round_consent": {"number": "1", "answer": "yes", "reason": ""},
        "rights:round_call_off": {},
        "rights:approval_new": {
            "kind": "swap", "teams": str(own["team"]), "same_site": "on", "same_length": "on", "same_period": "on",
            "most_moved": "", "notice_hours": "12", "from_date": today.isoformat(),
            "until_date": (today + timedelta(days=100)).isoformat(), "words": "",
        },
        "rights:approval_sign": {},
        "rights:approval_withdraw": {"reason": "Ei toiminut."},
    }  # fmt: skip
