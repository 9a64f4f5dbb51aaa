"""A valid body for every form of the house, and which thing stands for an address's parameter."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

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
from tests.support.people import Who
from tests.support.routes import Route
from tests.support.scene import NONSENSE, Scene, Things

PARTS = (rounds, rights, notices, ladder, load, tablets, identity, shifts, skills)

# Which of a person's things an address is tried with; the first one is where its form does something.
THINGS: Mapping[str, tuple[str, ...]] = {
    "questions:question": ("waiting", "shown"),
    "questions:choice": ("choices",),
    "questions:helped": ("shown", "waiting"),
    "questions:to_team": ("shown", "waiting"),
    "questions:reword": ("shown", "waiting"),
    "questions:keep": ("solved", "shown"),
    "questions:answer": ("waiting", "shown"),
    "questions:solved": ("answered", "shown"),
    "questions:withdraw": ("waiting", "shown"),
    "questions:reopen": ("answered", "shown"),
    "agreements:rule": ("rule",),
    "agreements:version": ("rule",),
    **rules.THINGS,
    **words.THINGS,
    **numbers.THINGS,
    **{name: found for part in PARTS for name, found in part.THINGS.items()},
    "integrations:sheet": ("sheet", "imported"),
    "integrations:tab": ("sheet", "imported"),
    "integrations:place": ("sheet", "imported"),
    "integrations:row": ("sheet", "imported"),
    "integrations:skip": ("sheet", "imported"),
    "integrations:apply": ("sheet", "imported"),
    "integrations:undo": ("imported", "sheet"),
    "integrations:discard": ("sheet", "imported"),
    "team:of": ("team",),
    "me:invitation": ("invitation",),
    "me:end_session": ("session",),
    "me:remove_passkey": ("passkey",),
    "door:enter": ("code",),
}


def values(route: Route, things: Things, thing: str) -> dict[str, Any]:
    """The parameters of an address that names one of somebody's things."""
    ids = things.ids
    known = {
        "question_id": ids.get(thing), "rule_id": ids[thing if thing in rules.RULES else "rule"], "number": 1, "invitation_id": ids["invitation"],
        "draft_id": ids.get(thing), "words_id": ids["words"], "slug": rules.SLUG, "number_id": ids.get("number"), "tongue": "sv",
        "sheet_id": ids.get(thing), "word_id": ids["local_word"], "kept_id": ids["kept"], "row": imports.ROW,
        "team_id": ids["team"], "session_id": ids["session"], "passkey_id": ids["passkey"], "code": ids["code"],
        **{name: value for part in PARTS for name, value in part.values(ids, thing).items()},
    }  # fmt: skip
    return {name: known[name] for name, _kind in route.parameters}


def things_of(route: Route) -> tuple[str, ...]:
    """The names of the things that an address is tried with; "" for one without parameters."""
    return THINGS[route.name] if route.parameters else ("",)


def body(route: Route, scene: Scene) -> dict[str, str] | None:
    """What a form sends when it is filled in rightly, its key apart; None where there is no form."""
    own = scene.own.ids
    known: dict[str, dict[str, str]] = {
        "door:login": {"code": own["code"]},
        "door:choose": {"employer": str(scene.world.employer)},
        "door:language": {"language": "sv"},
        "door:passkey_options": {"kind": "get"},
        "door:passkey_login": {"credential": "{}"},
        "demo:become": {"person": f"{scene.world.employer}.{own['person']}"},
        "questions:ask": {"text": NONSENSE},
        "questions:suggestions": {"text": NONSENSE},
        "questions:helped": {"rule": ""},
        "questions:to_team": {"urgency": "shift", "anyway": ""},
        "questions:reword": {"text": NONSENSE + " uusi"},
        "questions:keep": {"text": NONSENSE},
        "questions:unnamed": {"text": NONSENSE, "urgency": "week", "anyway": ""},
        "questions:unnamed_look": {"text": NONSENSE, "urgency": "week", "anyway": ""},
        "questions:answer": {"text": "Kysy aamulla."},
        "questions:solved": {},
        "questions:withdraw": {},
        "questions:reopen": {},
        "integrations:sheets": {"pasted": imports.PASTED},
        "integrations:tab": {"tab": "1"},
        "integrations:place": imports.body_of_place(own["team"]),
        "integrations:row": imports.ROW_BODY,
        "integrations:skip": {},
        "integrations:apply": {},
        "integrations:undo": {},
        "integrations:discard": {},
        "me:language": {"language": "sv"},
        "me:invite": {"person": str(scene.world.people["jani"])},
        "me:end_session": {},
        "me:add_passkey": {"credential": "{}"},
        "me:remove_passkey": {},
        "me:sign_out": {},
        **rules.bodies(own),
        **words.BODIES,
        **numbers.bodies(own),
        **{name: fields for part in PARTS for name, fields in part.bodies(own, scene.world).items()},
    }
    return known.get(route.name)


# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = {
    "questions:answer": "mate",
    "questions:words": "supervisor",
    "questions:word_remove": "supervisor",
    "numbers:new": "supervisor",
    "numbers:change": "supervisor",
    "numbers:remove": "supervisor",
    **rules.DOERS,
    **imports.DOERS,
    **{name: who for part in PARTS for name, who in part.DOERS.items()},
}


def doer(route: Route, scene: Scene) -> Who:
    """Who may send this form and have it done."""
    who = scene.people[DOERS[route.name]] if route.name in DOERS else scene.own.whose
    assert who
    return who


def keyed(fields: Mapping[str, str]) -> dict[str, str]:
    """The same with a new form key."""
    return {**fields, "form_key": str(uuid4())}
