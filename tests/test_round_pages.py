"""Rounds on pages: proposed, read, spoken to, taken care of; what is refused says why and loses nothing."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from keha.agreements import actions
from keha.agreements.actions import Opening
from keha.agreements.consent import RoundEnd
from keha.agreements.models import LevelChange, Round, RoundEnding, Voice
from keha.agreements.rights import ChangeKind, Level
from keha.agreements.tests.test_drafts import PLAIN, actor_of
from keha.foundation.context import acting_for
from tests.support.people import Who, client_of


@pytest.fixture
def team(world):
    """The team's decision list gives it the kitchen."""
    with acting_for(world.employer):
        LevelChange.objects.create(
            team=actor_of(world.bertta).team, topic="kitchen", kind=ChangeKind.GRANTED, level=Level.TEAM,
            granted=Level.TEAM, from_date=timezone.localdate(), by_id=world.cecilia, at=timezone.now(),
        )  # fmt: skip


def client(world, person):
    return client_of(Who(world.employer, person))


def send(phone, address, **fields):
    return phone.post(address, {"form_key": str(uuid4()), **fields})


def drafted(world) -> UUID:
    with acting_for(world.employer):
        by = actor_of(world.bertta)
        return actions.start_draft(PLAIN, scope=by.team, by=by, at=timezone.now()).pk


def opened(world) -> UUID:
    draft = drafted(world)
    with acting_for(world.employer):
        opening = Opening("Radio on liian kovalla.", asked="saako radio olla auki")
        return actions.start_round(opening, draft_id=draft, by=actor_of(world.bertta), at=timezone.now()).pk


def test_a_draft_goes_before_the_team_and_everybody_finds_it_on_her_day(world, team) -> None:
    bertta, aino = client(world, world.bertta), client(world, world.aino)
    draft = drafted(world)
    assert f"/rounds/new/?draft={draft}" in bertta.get(f"/rules/drafts/{draft}/").content.decode()
    assert bertta.get(f"/rounds/new/?draft={draft}").status_code == 200
    assert send(bertta, "/rounds/new/", draft=draft, need="", days="7").status_code == 422
    reply = send(bertta, "/rounds/new/", draft=draft, need="Radio on liian kovalla.", days="7", asked="saako radio")
    assert reply.status_code == 303
    assert reply["Location"] in aino.get("/today/").content.decode()
    page = aino.get(reply["Location"]).content.decode()
    assert PLAIN.text.fi in page
    assert "saako radio" in page
    assert reply["Location"] in aino.get("/rounds/").content.decode()
    assert send(aino, f"{reply['Location']}voice/", kind="consent", edition="1").status_code == 303
    assert reply["Location"] not in aino.get("/today/").content.decode()


def test_an_objection_needs_both_fields_and_nothing_written_is_lost(world, team) -> None:
    found, aino = opened(world), client(world, world.aino)
    address = f"/rounds/{found}/voice/"
    reply = send(aino, address, kind="objection", edition="1", harm="Keskittyminen kärsii.", change="")
    assert reply.status_code == 422
    assert "Keskittyminen kärsii." in reply.content.decode()
    assert send(aino, address, kind="wish", edition="1", wish=" ").status_code == 422
    assert send(aino, address, kind="nonsense", edition="1").status_code == 422
    assert send(aino, address, kind="consent", edition="x").status_code == 403
    reply = send(aino, address, kind="objection", edition="1", harm="Keskittyminen kärsii.", change="Aamulla pois.")
    assert reply.status_code == 303
    with acting_for(world.employer):
        assert Voice.objects.get(round_id=found, person_id=world.aino).change == "Aamulla pois."


def test_the_supervisor_sees_how_many_and_what_but_no_names(world, team) -> None:
    found, aino, cecilia = opened(world), client(world, world.aino), client(world, world.cecilia)
    send(aino, f"/rounds/{found}/voice/", kind="objection", edition="1", harm="Keskittyminen kärsii.", change="Pois.")
    page = cecilia.get(f"/rounds/{found}/").content.decode()
    assert "Keskittyminen kärsii." in page
    assert "Aino Korhonen" not in page
    assert "Aino Korhonen" in aino.get(f"/rounds/{found}/").content.decode()
    assert cecilia.get(f"/rounds/{found}/care/").status_code == 403
    assert client(world, world.daavid).get(f"/rounds/{found}/").status_code == 404


def test_whoever_cares_for_it_answers_amends_extends_hands_on_and_takes_back(world, team) -> None:
    found, aino, bertta = opened(world), client(world, world.aino), client(world, world.bertta)
    here = f"/rounds/{found}/"
    assert send(aino, f"{here}question/", question="Koskeeko tämä kuulokkeita?").status_code == 303
    with acting_for(world.employer):
        round_, asked = Round.objects.get(pk=found), Round.objects.get(pk=found).questions.get().pk
    assert "Koskeeko tämä kuulokkeita?" in bertta.get(f"{here}care/").content.decode()
    assert send(bertta, f"{here}answer/", question=asked, answer="").status_code == 422
    assert send(bertta, f"{here}answer/", question=asked, answer="Ei koske.").status_code == 303
    assert "Ei koske." in aino.get(here).content.decode()
    assert bertta.get(f"{here}amend/").status_code == 200
    words = {"title_fi": PLAIN.title.fi, "text_fi": "Saatte pitää radiota auki iltapäivällä.", "verdict": "may",
             "decider": "team", "addressee": "te", "topic": "kitchen", "edition": "1"}  # fmt: skip
    assert send(bertta, f"{here}amend/", **words, note="").status_code == 422
    assert send(bertta, f"{here}amend/", **words, note="Aamu rauhoitetaan").status_code == 303
    assert send(bertta, f"{here}amend/", **words | {"title_fi": "Radio"}, note="Uusi").status_code == 409
    until = timezone.localdate(round_.closes_at) + timedelta(days=3)
    assert send(bertta, f"{here}extend/", until="2000-01-01").status_code == 403
    assert send(bertta, f"{here}extend/", until=until.isoformat()).status_code == 303
    assert send(bertta, f"{here}close/").status_code == 403
    assert send(bertta, f"{here}hand/", to=world.aino).status_code == 303
    assert send(aino, f"{here}withdraw/", reason="").status_code == 422
    assert send(aino, f"{here}withdraw/", reason="Ei tarvita.").status_code == 303
    assert "Ei tarvita." in bertta.get(here).content.decode()
    with acting_for(world.employer):
        assert RoundEnding.objects.get(round_id=found).kind == RoundEnd.WITHDRAWN
