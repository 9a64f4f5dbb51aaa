"""A directory's PATCHes, on paper: however they are said, a person becomes what a plain model of them becomes."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.api.scim import filters, patching, resources
from keha.api.scim.protocol import ENTERPRISE, USER, ScimError, flag, text
from keha.organisation.actions.directory import Told

START = Told(name="Aino Maria Korhonen", user_name="aino@kunta.example", external_id="o-1", number="7")
WORD = st.sampled_from(["Aino", "Bertta", "Åsa", "O'Neil", "von Weymarn"])
VERB = st.sampled_from(["add", "Add", "replace", "Replace", "REPLACE"])
YES = {True: [True, "True", "true", [{"value": "True"}], {"value": True}], False: [False, "False", "false", "FALSE"]}
NAMES = {
    "active": ("active", "Active", f"{USER}:active"), "user_name": ("userName", "username", f"{USER}:userName"),
    "external_id": ("externalId", "EXTERNALID"), "number": (f"{ENTERPRISE}:employeeNumber", f"{ENTERPRISE.lower()}:employeenumber"),
    "shown": ("displayName", f"{USER}:displayName"), "given": ("name.givenName", "Name.GivenName"),
    "family": ("name.familyName",), "formatted": ("name.formatted",),
}  # fmt: skip
IGNORED = st.sampled_from(['emails[type eq "work"].value', "title", f"{ENTERPRISE}:department", 'phoneNumbers[type eq "mobile"].value', "x509Certificates"])  # fmt: skip


@st.composite
def operations(draw: Any) -> tuple[str, Any, dict[str, Any]]:
    """What is meant, its value, and one of the ways of saying it."""
    what = draw(st.sampled_from(sorted(NAMES)))
    if what == "active":
        value = draw(st.booleans())
        said: Any = draw(st.sampled_from(YES[value]))
    else:
        value = said = draw(WORD)
    path, verb = draw(st.sampled_from(NAMES[what])), draw(VERB)
    way = draw(st.integers(0, 2))
    if way == 0:
        return what, value, {"op": verb, "path": path, "value": said}
    if way == 1:
        return what, value, {"op": verb, "value": {path: said}}
    if what in {"given", "family", "formatted"}:
        return what, value, {"op": verb, "path": "name", "value": {path.partition(".")[2]: said}}
    return what, value, {"OP": verb, "Path": "", "VALUE": {path: said, "title": "x"}}


def _model(state: dict[str, Any], steps: list[tuple[str, Any]]) -> dict[str, Any]:
    """The same written as plainly as can be: fields at once, the name at the end of each PATCH."""
    state, names = dict(state), {}
    for what, value in steps:
        if what in {"shown", "given", "family", "formatted"}:
            names[what] = value
        else:
            state[what] = value
    words = state["name"].split()
    given, family = (" ".join(words[:-1]), words[-1]) if len(words) > 1 else (words[0], "")
    if "shown" in names:
        state["name"] = names["shown"]
    elif "formatted" in names:
        state["name"] = names["formatted"]
    elif names:
        state["name"] = f"{names.get('given', given)} {names.get('family', family)}".strip()
    return state


@given(
    st.lists(st.lists(operations() | st.tuples(st.just(""), st.none(), IGNORED), min_size=1, max_size=6), max_size=6)
)
def test_any_run_of_patches_is_what_a_plain_model_says(run: list[list[Any]]) -> None:
    told = START
    state = {
        "name": told.name,
        "user_name": told.user_name,
        "external_id": told.external_id,
        "number": told.number,
        "active": True,
    }
    for patch in run:
        sent = [one if isinstance(one, dict) else {"op": "Replace", "path": one, "value": "x"} for _w, _v, one in patch]
        told = patching.patched(told, {"Operations": sent})
        state = _model(state, [(what, value) for what, value, _one in patch if what])
        assert {name: getattr(told, name) for name in state} == state


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=6), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "active", "op", "path", "name", "x"]), inner, max_size=3), max_leaves=8)  # fmt: skip


@given(st.lists(st.dictionaries(st.sampled_from(["op", "path", "value", "Op", "VALUE"]), JSON | st.sampled_from(["add", "Remove", "active", "members"]), max_size=3), max_size=3))  # fmt: skip
def test_whatever_is_sent_is_taken_or_told_and_never_breaks(sent: list[Any]) -> None:
    patch = {"Operations": sent}
    for read in (lambda: patching.patched(START, patch), lambda: patching.patched_group(frozenset(), patch)):
        assert _trouble(read) in {"", "invalidSyntax", "invalidPath", "invalidValue", "noTarget", "mutability"}


def _trouble(read: Any) -> str:
    """Which kind of error a reading ends in; blank for none."""
    try:
        read()
    except ScimError as wrong:
        return wrong.kind
    return ""


IDS = st.sampled_from("abcd")


@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "replace", "filter", "list", "all"]), st.lists(IDS, max_size=3)), max_size=8
    )
)
def test_members_are_what_sets_say(run: list[tuple[str, list[str]]]) -> None:
    members, model, sent = frozenset[str](), set[str](), []
    for how, ids in run:
        rows = [{"value": one} for one in ids]
        match how:
            case "add":
                sent.append({"op": "Add", "path": "members", "value": rows})
                model |= set(ids)
            case "replace":
                sent.append({"op": "Replace", "value": {"members": rows}})
                model = set(ids)
            case "filter":
                sent += [{"op": "Remove", "path": f'members[value eq "{one}"]'} for one in ids]
                model -= set(ids)
            case "list" if ids:
                sent.append({"op": "remove", "path": "members", "value": rows})
                model -= set(ids)
            case "all":
                sent.append({"op": "Remove", "path": "members"})
                model = set()
    if sent:
        assert patching.patched_group(members, {"Operations": sent}).members == model


@given(st.text(max_size=60))
def test_a_filter_is_read_or_told(written: str) -> None:
    assert _trouble(lambda: filters.terms(written, known=("username",))) in {"", "invalidFilter"}


def test_a_filter_with_quotes_and_two_terms() -> None:
    found = filters.terms(r'userName eq "a \"b\" \u00e4" and id eq "x"', known=("username", "id"))
    assert found == [("username", 'a "b" ä'), ("id", "x")]


@given(st.text(max_size=150))
def test_a_text_is_short_and_clean_or_told(written: str) -> None:
    try:
        found = text(written, "name", most=120)
    except ScimError:
        return
    assert len(found) <= 120
    assert found.isprintable() or any(sign in "\u200c\u200d\u00ad" for sign in found) or max(found) >= "\ue000"


@pytest.mark.parametrize("value", ["maybe", 1, None, {}, [], ["a", "b"], {"value": "x"}])
def test_yes_or_no_is_never_guessed(value: Any) -> None:
    with pytest.raises(ScimError):
        flag(value, "active")


def test_a_resource_says_what_was_told_and_reads_back_the_same() -> None:
    shown = resources.user(UUID(int=1), START, base="https://k/scim/v2/")
    assert resources.told(shown) == START
    assert resources.told({"userName": "x", "name": {"givenName": "Bo", "familyName": "Berg"}}).name == "Bo Berg"
    assert resources.told({"userName": "x@y"}).name == "x@y"
