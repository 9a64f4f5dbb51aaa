"""Rule sheets of somebody's: one that waits to be looked through, and one that was taken into use."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from keha.foundation.context import acting_for
from keha.integrations import actions
from keha.integrations.actions import Placed
from keha.integrations.rule_sheets.table import Row, Table
from keha.organisation.models import Team
from tests.support.people import Who, supervisor_of

ROW = 2
SHEET_FORMS = ("tab", "place", "row", "skip", "apply", "undo", "discard")
DOERS = dict.fromkeys((f"integrations:{form}" for form in SHEET_FORMS), "supervisor")
HEADINGS = ("Sääntö", "Ohje", "Saako", "Kuka päättää")
COLUMNS = ("title_fi", "answer_fi", "verdict", "decider")


def _table(*rows: tuple[str, ...]) -> Table:
    return Table(HEADINGS, tuple(Row(n, row) for n, row in enumerate(rows, start=ROW)), tabs=("Taulukko1", "Taulukko2"))


def _carry_on(who: Who, sheet_id: UUID, table: Table) -> None:
    now = timezone.now()
    actions.carry_on(who.employer, sheet_id, at=now, today=timezone.localdate(now), read=lambda _body, _tab: table)


def _sheet(who: Who, team: Team, table: Table) -> UUID:
    with acting_for(who.employer):
        sheet = actions.take(name="säännöt.xlsx", body=b"PK", by=who.actor(), at=timezone.now())
    _carry_on(who, sheet.pk, table)
    with acting_for(who.employer):
        by, today = who.actor(), timezone.localdate()
        placed = Placed(
            columns=COLUMNS, scope=team, verdict="", decider="", topic="working_time", agreed_by="Tiimi",
            agreed_date=today, valid_from=today,
        )  # fmt: skip
        actions.place(placed, sheet_id=sheet.pk, by=by, at=timezone.now())
    _carry_on(who, sheet.pk, table)
    return sheet.pk


def things(who: Who) -> dict[str, Any]:
    """Of the supervisor, for their topic is hers: a sheet to be looked through, with a row that needs an eye and one that is ready; and one that was imported."""
    mark = who.person.hex[-4:]
    with acting_for(who.employer):
        team, who = who.actor().teams[0], supervisor_of(who)
    waiting = _table((f"Koerivi {mark}", "Teksti.", "ehkä", "tiimi"), (f"Valmis {mark}", "Teksti.", "saa", "tiimi"))
    sheet = _sheet(who, team, waiting)
    done = _table((f"Tuotu {mark}", "Teksti.", "saa", "tiimi"))
    imported = _sheet(who, team, done)
    with acting_for(who.employer):
        actions.apply(sheet_id=imported, by=who.actor(), at=timezone.now())
    _carry_on(who, imported, done)
    return {"sheet": sheet, "imported": imported}


def body_of_place(team: UUID) -> dict[str, str]:
    """What the form of a sheet's columns and place sends."""
    today = timezone.localdate().isoformat()
    columns = {f"col-{number}": name for number, name in enumerate(COLUMNS)}
    return columns | {
        "scope": f"team:{team}", "topic": "working_time", "verdict": "", "decider": "", "agreed_by": "Tiimi",
        "agreed_date": today, "valid_from": today,
    }  # fmt: skip


PASTED = "Sääntö;Ohje\nLiitetty rivi;Teksti."
ROW_BODY = {"title_fi": "Koerivi", "answer_fi": "Teksti.", "verdict": "may", "decider": "team"}
