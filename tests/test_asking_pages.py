"""Asking on the pages: what is noticed, what is refused with nothing lost, and the calm pages when two things meet."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.organisation.models import TeamMembership
from keha.questions import actions
from keha.questions.models import Answer, Question, Step
from keha.questions.rules import Urgency
from tests.support import bodies
from tests.support.people import client_of
from tests.support.scene import NONSENSE, Scene


def post(client: Any, path: str, **fields: str) -> Any:
    return client.post(path, bodies.keyed(fields))


def ask(client: Any, text: str) -> str:
    return str(post(client, "/ask/", text=text).headers["Location"])


@pytest.fixture
def own(scene: Scene) -> Any:
    return client_of(scene.own.whose)


@pytest.fixture
def mate(scene: Scene) -> Any:
    return client_of(scene.people["mate"])


def test_what_is_noticed_is_said_on_the_answer_and_stops_only_the_way_to_the_team(scene: Scene, own: Any) -> None:
    path = ask(own, f"{NONSENSE} kun mulla on kuumetta")
    assert "jotain terveydestä" in own.get(path).content.decode()
    stopped = post(own, f"{path}to-team/", urgency="now")
    assert stopped.status_code == 422
    assert "<mark>kuumetta</mark>" in stopped.content.decode()
    with acting_for(scene.world.employer):
        assert not Step.objects.filter(question__text__contains="kuumetta").exists()
    assert post(own, f"{path}to-team/", urgency="now", anyway="1").status_code == 303


def test_the_name_of_a_colleague_is_noticed_in_any_case(scene: Scene, own: Any) -> None:
    path = ask(own, f"{NONSENSE} sanoiko bertalle kukaan")
    page = post(own, f"{path}to-team/").content.decode()
    assert "<mark>bertalle</mark>" in page


def test_danger_to_life_is_never_stopped(own: Any) -> None:
    path = ask(own, "asukas ei hengitä, hänellä oli kuumetta, kvaasi")
    reply = post(own, f"{path}to-team/")
    assert reply.status_code in (303, 403)  # 403 only where a direct route stands
    assert b"<mark>" not in reply.content


@pytest.mark.parametrize("form", ["/ask/", "/ask/unnamed/", "answer/", "reword/", "keep/"])
def test_a_personal_identity_code_is_refused_everywhere_with_the_words_kept(scene: Scene, form: str) -> None:
    ids, words = scene.own.ids, f"{NONSENSE} hetu 131052-308T"
    paths = {"answer/": ids["waiting"], "reword/": ids["shown"], "keep/": ids["solved"]}
    who = scene.people["mate"] if form == "answer/" else scene.own.whose
    path = f"/ask/{paths[form]}/{form}" if form in paths else form
    reply = post(client_of(who), path, text=words)
    assert reply.status_code == 422
    assert "Henkilötunnusta ei koskaan" in reply.content.decode()
    assert words in reply.content.decode()
    with acting_for(scene.world.employer):
        assert not Question.objects.filter(text__contains="308T").exists()
        assert not Answer.objects.filter(text__contains="308T").exists()


def test_an_answer_to_what_was_taken_back_meanwhile_is_told_calmly_with_its_words(
    scene: Scene, own: Any, mate: Any
) -> None:
    path = f"/ask/{scene.own.ids['waiting']}/"
    assert post(own, f"{path}withdraw/").status_code == 303
    reply = post(mate, f"{path}answer/", text="Avain on koukussa.")
    assert reply.status_code == 409
    assert "Avain on koukussa." in reply.content.decode()
    stranger = post(client_of(scene.people["other_team"]), f"{path}answer/", text="Avain.")
    assert stranger.status_code == 404


def test_an_answer_to_what_was_settled_meanwhile_is_told_with_its_words(scene: Scene, mate: Any) -> None:
    reply = post(mate, f"/ask/{scene.own.ids['solved']}/answer/", text="Avain on koukussa.")
    assert reply.status_code == 403
    assert "Avain on koukussa." in reply.content.decode()
    assert "Tämä kysymys on jo ratkennut" in reply.content.decode() or "ratk" in reply.content.decode()


def test_two_who_answer_at_once_are_both_heard(scene: Scene, mate: Any) -> None:
    path, lead = f"/ask/{scene.own.ids['waiting']}/", client_of(scene.people["lead"])
    assert post(mate, f"{path}answer/", text="Koukussa.").status_code == 303
    reply = lead.post(f"{path}answer/", bodies.keyed({"text": "Naulassa."}), follow=True)
    page = reply.content.decode()
    assert "Koukussa." in page
    assert "Naulassa." in page
    assert "Myös muut ovat vastanneet" in page


def test_past_its_time_the_asker_reads_who_sees_it_and_the_supervisor_has_it_on_both_pages(
    scene: Scene, own: Any
) -> None:
    with acting_for(scene.world.employer):
        by, at = scene.own.whose.actor(), timezone.now() - timedelta(hours=1)
        asked = actions.ask(text="kvaasi 5519", language="sv", site=None, by=by, at=at, today=at.date())
        actions.hand_over(question_id=asked.pk, by=by, at=at, urgency=Urgency.NOW)
    page = own.get(f"/ask/{asked.pk}/").content.decode()
    assert "sihenkilöllä alkaen" in page
    assert 'id="meanwhile"' in page
    supervisor = client_of(scene.people["supervisor"])
    for path in ("/today/", "/ask/"):
        page = supervisor.get(path).content.decode()
        reached = page.split('id="reached"')[1].split("</section>")[0]
        assert "kvaasi 5519" in reached
        assert "kysytty ruotsiksi" in reached
        assert page.count("kvaasi 5519") == 1
    assert 'id="reached"' not in client_of(scene.people["mate"]).get("/today/").content.decode()


def test_a_supervisor_of_several_teams_reads_which_team_asks(scene: Scene) -> None:
    page = client_of(scene.people["supervisor"]).get("/ask/").content.decode()
    assert "Aurinkokeittiö, " in page
    assert "Aurinkokeittiö, " not in client_of(scene.people["mate"]).get("/ask/").content.decode()


def test_alone_in_her_team_she_can_still_ask_and_her_supervisor_answers(scene: Scene, own: Any) -> None:
    with acting_for(scene.world.employer):
        team = scene.own.whose.actor().teams[0].pk
        TeamMembership.objects.filter(team_id=team).exclude(person_id=scene.own.whose.person).delete()
    path = ask(own, NONSENSE)
    assert post(own, f"{path}to-team/").status_code == 303
    assert own.get(path).status_code == 200
    assert post(client_of(scene.people["supervisor"]), f"{path}answer/", text="Saa.").status_code == 303


def test_without_a_team_the_page_says_so_and_offers_no_way(scene: Scene) -> None:
    manager = client_of(scene.people["area_manager"])
    path = ask(manager, NONSENSE)
    page = manager.get(path).content.decode()
    assert f"{path}to-team/" not in page
    assert "tiimi" in page
    assert post(manager, f"{path}to-team/").status_code == 403
    today = manager.get("/today/").content.decode()
    assert "vuorolistalla" in today


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999", "1e3", "²", ""])
def test_any_page_number_is_a_page(own: Any, page: str) -> None:
    for path in ("/ask/mine/", "/ask/answered/"):
        assert own.get(path, {"page": page, "q": "\0%_"}).status_code == 200


def test_an_answer_becomes_a_draft_in_one_tap_and_the_same_draft_the_next_time(scene: Scene) -> None:
    path, supervisor = f"/ask/{scene.own.ids['answered']}/", client_of(scene.people["supervisor"])
    assert f'action="{path}rule/"' in supervisor.get(path).content.decode()
    assert (
        f'action="/ask/{scene.own.ids["waiting"]}/rule/"'
        not in supervisor.get(f"/ask/{scene.own.ids['waiting']}/").content.decode()
    )
    first = post(supervisor, f"{path}rule/")
    assert first.status_code == 303
    assert post(client_of(scene.people["mate"]), f"{path}rule/")["location"] == first["location"]
    assert "Kysy aamulla." in supervisor.get(first["location"]).content.decode()
    assert post(supervisor, f"/ask/{scene.own.ids['waiting']}/rule/").status_code == 404
