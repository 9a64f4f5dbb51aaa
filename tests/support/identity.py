"""For the generated tests: one thing of each kind of machines of the employer and people from files, and what each form sends."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from keha.integrations import actions
from keha.integrations.actions import hiring
from keha.integrations.actions.people import keep_people_reading
from keha.integrations.rule_sheets.table import Row, Table
from keha.organisation.actions import machines
from keha.organisation.actions import people as people_actions
from keha.organisation.models import Role
from keha.organisation.rules import RoleKind
from tests.support.people import Who

SHEETS = ("sheet", "tab", "columns", "row", "skip", "apply", "discard")
# Which of a person's things an address is tried with; the first one is where its form does something.
THINGS: Mapping[str, tuple[str, ...]] = {
    **{f"people:{name}": ("people_sheet", "people_done") for name in SHEETS},
    "people:undo": ("people_done", "people_sheet"),
    "people:key": ("machine_key",), "people:end_key": ("machine_key",),
    "people:person": ("kept_person", "gone_person"), "people:depart": ("kept_person", "gone_person"),
    "people:back": ("gone_person", "kept_person"),
    "door:account": ("no_service",), "door:account_back": ("no_service",),
    **{f"api:scim_{name}": ("scim",) for name in ("type", "schema", "user", "group", "nothing")},
}  # fmt: skip
FORMS = (
    "sheets", "tab", "columns", "row", "skip", "apply", "undo", "discard", "make_key", "end_key", "groups", "service",
    "drop_service", "depart", "back",
)  # fmt: skip
# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = {f"people:{name}": "administrator" for name in FORMS}
COLUMNS = ("name", "team")
ISSUER = "http://127.0.0.1:9"


def _sheet(by: Any, *rows: tuple[str, ...]) -> UUID:
    """A sheet whose rows have been looked through; inside the employer."""
    at, today = timezone.now(), timezone.localdate()
    sheet = actions.take_people(name="väki.xlsx", body=b"PK", by=by, at=at)
    found = Table(("Nimi", "Tiimi"), tuple(Row(n, row) for n, row in enumerate(rows, start=2)), tabs=("Väki", "Muut"))
    keep_people_reading(sheet_id=sheet.pk, found=found, at=at)
    actions.place_people(COLUMNS, sheet_id=sheet.pk, by=by, at=at)
    hiring._sort(sheet.pk, at=at, today=today)
    return sheet.pk


def things(who: Who, mate: Who, rule: Any) -> dict[str, Any]:
    """Ids by name, made inside the person's employer; rule: one of her team's."""
    at, today, mark = timezone.now(), timezone.localdate(), who.person.hex[-4:]
    holder = Role.objects.filter(kind=RoleKind.ADMINISTRATOR).values_list("person_id", flat=True)[0]
    by = Who(who.employer, holder).actor()
    team = who.actor().teams[0].name_fi
    waiting = _sheet(by, (f"Odottava {mark}", "Olematon"), (f"Valmis {mark}", team))
    done = _sheet(by, (f"Tuotu {mark}", ""))
    actions.apply_people(sheet_id=done, by=by, at=at)
    while hiring._hire_some(done, at=at, today=today):
        pass
    kept, gone = (
        people_actions.hire(people_actions.Newcomer(name=f"{name} {mark}"), on=today, at=at)
        for name in ("Pysyvä", "Lähtenyt")
    )
    people_actions.depart(person=gone, at=at, by=holder)
    told = machines.Service(issuer=ISSUER, client_id="keha", secret="salaisuus", claim="oid")
    machines.keep_service(told, by=by, at=at)
    return {
        "people_sheet": waiting, "people_done": done, "kept_person": kept.pk, "gone_person": gone.pk,
        "machine_key": machines.make_key(by=by, at=at).pk,
    }  # fmt: skip


def values(ids: Mapping[str, Any], thing: str) -> dict[str, Any]:
    """The parameters of addresses by name, for one of a person's things."""
    return {
        "people_sheet_id": ids.get(thing), "key_id": ids.get("machine_key"), "kept_person_id": ids.get(thing),
        "service_key": "none", "scim_name": "User", "scim_user": str(ids.get("person")), "scim_group": str(ids.get("team")),
        "scim_rest": "Bulk",
    }  # fmt: skip


def bodies(own: Mapping[str, Any], world: Any) -> dict[str, dict[str, str]]:
    """What each form sends when it is filled in rightly, by the address's name."""
    filled = {
        "sheets": {"pasted": "Nimi;Tiimi\nLiitetty Ihminen;"}, "tab": {"tab": "1"},
        "columns": {f"col-{number}": name for number, name in enumerate(COLUMNS)},
        "row": {"name": "Odottava Ihminen", "team": "", "meant": ""}, "groups": {"follows": "yes"},
        "service": {
            "issuer": ISSUER, "client_id": "toinen", "secret": "uusi salaisuus", "claim": "sub", "number_claim": ""
        },
    }  # fmt: skip
    return {f"people:{name}": filled.get(name, {}) for name in FORMS}
