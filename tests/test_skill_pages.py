"""The pages of skills: who sees what, what never shows, what is drawn, how many queries, and the way from telling to seen."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.skills.models import Held, Induction, Skill
from tests.support.bodies import keyed
from tests.support.people import Who, client_of

MOST = 12
SECRET = ("Salmonellaselvitys", "Salmonellautredning", "Salmonella statement")


def _client(world: Any, person: str, **kw: Any) -> Any:
    return client_of(Who(world.employer, world.people[person]), **kw)


def _page(world: Any, person: str, path: str, **kw: Any) -> str:
    reply = _client(world, person, **kw).get(path)
    assert reply.status_code == 200, path
    return reply.content.decode()


def _skill(world: Any, code: str) -> Any:
    with acting_for(world.employer):
        return Skill.objects.get(code=code).pk


def test_ones_own_page_shows_everything_of_oneself_and_where_it_is_enough(world: Any) -> None:
    page = _page(world, "aino", "/skills/")
    assert "Salmonellaselvitys" in page and "Vain ihminen itse" not in page
    assert "Tämän näkevät vain ihminen itse ja esihenkilö" in page
    assert "Aurinkorinteen koulu" in page and "Kaikki tarvittava on kunnossa." in page
    assert "Haluaisin oppia" in page


def test_a_newcomer_reads_every_reason_why_not_yet(world: Any) -> None:
    page = _page(world, "jani", "/skills/")
    assert "Täällä tarvittava todistus puuttuu. (Salmonellaselvitys)" in page
    assert "Esihenkilö ei ole vielä nähnyt täällä tarvittavaa todistusta. (Hygieniapassi)" in page
    assert "Ei vielä perehdytystä tähän kohteeseen." in page


@pytest.mark.parametrize("person", ["aino", "bertta", "ritva", "cecilia"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_teams_picture_never_holds_a_restricted_fact(world: Any, person: str, language: str) -> None:
    page = _page(world, person, f"/skills/team/{world.teams['aurinkokeittio']}/", language=language)
    assert not any(word in page for word in SECRET)
    assert "Bertta Nieminen" in page and 'href="#mark-teaches"' in page


@pytest.mark.parametrize("person", ["daavid", "marketta", "pekka", "sirpa", "oskari"])
def test_the_teams_picture_is_not_there_for_others(world: Any, person: str) -> None:
    client = _client(world, person)
    for path in ("", "needs/", "needs/new/", "tasks/new/"):
        assert client.get(f"/skills/team/{world.teams['aurinkokeittio']}/{path}").status_code == 404


def test_a_thin_spot_names_the_thing_and_a_person_only_by_her_own_word(world: Any) -> None:
    page = _page(world, "nils", f"/skills/team/{world.teams['jokikeittio']}/")
    thin = page.split('id="thin"')[1].split("</section>")[0]
    assert "Ruokatilaukset" in thin and "Näyttää mielellään: Mervi Rantala" in thin
    assert "Haluaisi oppia: Outi Salo" in thin
    assert "Ensiapukoulutus" in thin and thin.count("Mervi") == 1


def test_the_picture_and_the_words_under_it_say_the_same(world: Any) -> None:
    page = _page(world, "aino", f"/skills/team/{world.teams['aurinkokeittio']}/")
    drawn, table = page.split("<figure")[1].split("</figure>")[0], page.split('class="figures words"')[1]
    for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL):
        name = re.search(r'scope="row">(.*?)<', row)[1]
        have = [part for mark in ("Näyttää mielellään:", "On:") for part in re.findall(rf"{mark} (.*?)</span>", row)]
        count = sum(len(part.split(", ")) for part in have)
        assert f"{count}/8</text>" in drawn.split(f">{name}<")[1][:200], name


def test_a_supervisor_sees_what_ends_and_her_look_is_told_to_the_person(world: Any) -> None:
    page = _page(world, "cecilia", "/skills/certificates/")
    assert "Mervi Rantala" in page and "Ulla Peltonen" in page and "Jani Heikkilä" in page
    assert "Kirsi Manninen" not in page
    person = _page(world, "cecilia", f"/skills/people/{world.aino}/")
    assert "Salmonellaselvitys" in person and "Erityisruokavaliot" not in person
    with acting_for(world.employer):
        assert AuditEntry.objects.filter(action="skills.read", actor=world.cecilia, whose=world.aino).exists()
    assert "katsoi todistuksiasi" in _page(world, "aino", "/me/")


@pytest.mark.parametrize("person", ["bertta", "grace", "marketta", "ritva", "oskari", "pekka", "daavid", "aino"])
def test_a_persons_certificates_are_not_there_for_anybody_but_her_supervisor(world: Any, person: str) -> None:
    client = _client(world, person)
    assert client.get(f"/skills/people/{world.aino}/").status_code == 404
    assert client.get(f"/skills/people/{world.aino}/{_skill(world, 'salmonella')}/").status_code == 404
    with acting_for(world.employer):
        held = Held.objects.get(person_id=world.aino, skill__code="salmonella").pk
    if person != "aino":
        for verb in ("remove", "restore", "seen"):
            assert client.post(f"/skills/held/{held}/{verb}/", keyed({})).status_code == 404
    listed = client.get("/skills/certificates/")
    assert listed.status_code == (200 if person == "marketta" else 403)
    assert "Aino Korhonen" not in listed.content.decode() or person == "aino"


def test_from_telling_to_seen_and_away_and_back(world: Any) -> None:
    aino, cecilia = _client(world, "aino"), _client(world, "cecilia")
    path = f"/skills/tell/{_skill(world, 'safety_card')}/"
    assert aino.post(path, keyed({"since": "1.9.2026", "until": "1.9.2031"})).status_code == 303
    assert "esihenkilö ei ole vielä nähnyt" in aino.get("/skills/").content.decode()
    with acting_for(world.employer):
        held = Held.objects.get(person_id=world.aino, skill__code="safety_card").pk
    assert f"/skills/held/{held}/seen/" in cecilia.get("/skills/certificates/").content.decode()
    assert cecilia.post(f"/skills/held/{held}/seen/", keyed({})).status_code == 303
    assert aino.post(f"/skills/held/{held}/remove/", keyed({})).status_code == 303
    page = aino.get("/skills/").content.decode()
    assert "Äskettäin poistetut" in page and f"/skills/held/{held}/restore/" in page
    assert aino.post(f"/skills/held/{held}/restore/", keyed({})).status_code == 303
    assert "Äskettäin poistetut" not in aino.get("/skills/").content.decode()


def test_mistakes_stand_at_their_fields_and_what_was_written_is_kept(world: Any) -> None:
    client, tomorrow = _client(world, "aino"), str(timezone.localdate() + timedelta(days=1))
    path = f"/skills/tell/{_skill(world, 'safety_card')}/"
    reply = client.post(path, keyed({"since": tomorrow, "until": "2020-01-01"}))
    page = reply.content.decode()
    assert reply.status_code == 422 and 'id="id_since_error"' in page and 'id="id_until_error"' in page
    assert f'value="{tomorrow}"' in page
    body = {"person": str(world.aino), "site": str(world.sites["jokiranta"]), "inducted_by": str(world.aino)}
    reply = client.post("/skills/inductions/new/", keyed({**body, "on": "24.11.2025", "until": ""}))
    assert reply.status_code == 422 and 'id="id_inducted_by_error"' in reply.content.decode()


def test_who_gave_an_induction_is_asked_and_says_yes(world: Any) -> None:
    page = _page(world, "ylva", "/skills/", language="fi")
    with acting_for(world.employer):
        row = Induction.objects.get(person_id=world.people["viivi"], seen_at=None)
    assert "Perehdytitkö sinä?" in page and "Viivi Koskinen" in page
    other = _client(world, "anneli").post(f"/skills/inductions/{row.pk}/confirm/", keyed({}))
    assert other.status_code == 404
    assert _client(world, "ylva").post(f"/skills/inductions/{row.pk}/confirm/", keyed({})).status_code == 303
    assert "Perehdytitkö sinä?" not in _page(world, "ylva", "/skills/")


def test_the_supervisor_lays_down_needs_and_the_team_reads_them(world: Any) -> None:
    team = world.teams["aurinkokeittio"]
    cecilia = _client(world, "cecilia")
    body = {"where": f"site:{world.sites['aurinkorinne']}", "skill": str(_skill(world, "alarm_tag")), "source": "own"}
    assert cecilia.post(f"/skills/team/{team}/needs/new/", keyed(body)).status_code == 303
    again = cecilia.post(f"/skills/team/{team}/needs/new/", keyed(body))
    assert again.status_code == 422 and 'id="id_skill_error"' in again.content.decode()
    page = _page(world, "aino", f"/skills/team/{team}/needs/")
    assert "Hälytystunniste" in page and "työturvallisuuslaki 14 §" in page and "Lisää vaatimus" not in page
    assert _client(world, "bertta").get(f"/skills/team/{team}/needs/new/").status_code == 403


def test_the_catalogue_is_the_administrators(world: Any) -> None:
    assert "Hygieniapassi" in _page(world, "oskari", "/skills/list/")
    for person in ("aino", "cecilia"):
        assert _client(world, person).get("/skills/list/").status_code == 403
        assert _client(world, person).get(f"/skills/list/{_skill(world, 'first_aid')}/").status_code == 404


def test_before_there_is_a_list_the_pages_say_what_comes(world: Any) -> None:
    with acting_for(world.employer):
        Held.objects.all().delete()
        Induction.objects.all().delete()
        from keha.skills.models import Need

        Need.objects.all().delete()
        Skill.objects.all().delete()
    assert "Luettelo on vielä tyhjä" in _page(world, "aino", "/skills/")
    assert "Mikään ei vanhene pian" in _page(world, "cecilia", "/skills/certificates/")
    assert "Lisää tavalliset" in _page(world, "oskari", "/skills/list/")
    assert "Kukaan meistä ei ole vielä" in _page(world, "aino", f"/skills/team/{world.teams['aurinkokeittio']}/")


@pytest.mark.parametrize(
    "path", ["/skills/", "/skills/certificates/", "team", "needs", "person", "/skills/inductions/new/"]
)
def test_the_pages_take_few_queries(world: Any, path: str) -> None:
    team = world.teams["aurinkokeittio"]
    known = {
        "team": f"/skills/team/{team}/", "needs": f"/skills/team/{team}/needs/", "person": f"/skills/people/{world.aino}/",
    }  # fmt: skip
    client = _client(world, "cecilia")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(known.get(path, path)).status_code == 200
    counted = [query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(counted) <= MOST, "\n".join(query["sql"][:120] for query in counted)
