"""The pages on which rules are made and kept: nothing written is lost, nobody writes over another, few queries."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keha.agreements import actions, templates
from keha.agreements.models import Draft, Limit, Review, Rule, Source, Version
from keha.agreements.rights import Level
from keha.agreements.tests.test_adopting import set_level
from keha.foundation.context import acting_for
from keha.questions.models import Answer, Question
from tests.support import bodies, rules
from tests.support.people import Who, client_of
from tests.support.scene import NONSENSE, Scene

MOST = 12


def _post(client: Any, address: str, **fields: str) -> Any:
    return client.post(address, bodies.keyed(fields))


def _lead(scene: Scene) -> Who:
    who = scene.people["lead"]
    assert who
    return who


def test_a_supervisor_takes_a_template_into_use_in_two_forms(scene: Scene) -> None:
    client, own = client_of(scene.people["supervisor"]), scene.own.ids
    with acting_for(scene.world.employer):
        Draft.objects.filter(pk=own["filled"]).delete()
        set_level(scene.world, Level.SUPERVISOR, "everyday")
    reply = _post(client, f"/rules/library/{rules.SLUG}/", scope=f"team:{own['team']}", figure_sharing="4")
    assert reply.status_code == 303
    draft = reply.headers["Location"]
    assert "4 minuuttia" in client.get(draft).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    form = rules.bodies(own)["agreements:draft_adopt"]
    reply = _post(client, f"{draft}adopt/", **form)
    assert reply.status_code == 303
    assert "Sovittu" in client.get(reply.headers["Location"]).content.decode()
    with acting_for(scene.world.employer):
        version = Version.objects.get(rule__library_slug=rules.SLUG, rule__team_id=own["team"])
        assert version.agreed_by_fi == "Koeryhmä"
        assert version.agreed_date == timezone.localdate()
        assert version.figures.get().value == "4"


@pytest.mark.parametrize(
    ("sent", "said"), [("", "Kirjoita ensin tämä."), ("viisi", "Kirjoita luku"), ("-1", "Kirjoita luku")]
)
def test_a_bad_figure_is_told_at_its_field_and_stays_there(scene: Scene, sent: str, said: str) -> None:
    client, count = client_of(scene.own.whose), _drafts(scene)
    reply = _post(
        client, f"/rules/library/{rules.SLUG}/", scope=f"team:{scene.own.ids['team']}", figure_sharing=sent
    )  # fmt: skip
    page = reply.content.decode()
    assert reply.status_code == 422
    assert 'id="id_figure_sharing_error"' in page
    assert said in page
    assert f'value="{sent}"' in page or not sent
    assert _drafts(scene) == count


def test_a_member_is_refused_to_adopt_alone_with_the_reason_and_the_way_on(scene: Scene) -> None:
    client, draft = client_of(scene.own.whose), f"/rules/drafts/{scene.own.ids['draft']}/"
    page = client.get(draft).content.decode()
    assert f"/rounds/new/?draft={scene.own.ids['draft']}" in page
    assert f"{draft}adopt/" not in page
    assert "päättää tästä aiheesta esihenkilö" in page
    form = rules.bodies(scene.own.ids)["agreements:draft_adopt"]
    for reply in (client.get(f"{draft}adopt/"), _post(client, f"{draft}adopt/", **form)):
        assert reply.status_code == 403
        assert "päättää tästä aiheesta esihenkilö" in reply.content.decode()
    with acting_for(scene.world.employer):
        assert not Draft.objects.get(pk=scene.own.ids["draft"]).endings.exists()


@pytest.mark.parametrize("role", ["own", "lead", "supervisor", "administrator"])
def test_nobody_ends_a_rule_alone_in_a_topic_of_the_teams(scene: Scene, role: str) -> None:
    client, rule = client_of(scene.own.whose if role == "own" else scene.people[role]), scene.own.ids["bare"]
    with acting_for(scene.world.employer):
        set_level(scene.world, Level.TEAM)
    page = client.get(f"/rules/{rule}/").content.decode()
    assert f"/rounds/retire/{rule}/" in page
    assert f"/rules/{rule}/retire/" not in page
    for reply in (client.get(f"/rules/{rule}/retire/"), _post(client, f"/rules/{rule}/retire/", reason="Ei enää.")):
        assert reply.status_code == 403
        assert "kun tiimi on sopinut" in reply.content.decode()


def _drafts(scene: Scene) -> int:
    with acting_for(scene.world.employer):
        return Draft.objects.count()


def test_every_template_opens_with_its_blanks_marked_and_asked_once(scene: Scene) -> None:
    client = client_of(scene.people["area_manager"])
    for template in templates.load():
        page = client.get(f"/rules/library/{template.slug}/").content.decode()
        for slot in template.figures:
            assert page.count(f'name="figure_{slot.key}"') == 1, template.slug
        assert ('<mark class="blank">' in page) == bool(template.figures), template.slug
        assert "{" not in re.sub(r"<(script|meta)[^>]*>", "", page), template.slug


def test_every_template_is_filled_with_the_examples_it_shows(scene: Scene) -> None:
    from keha.web.agreements.blanks import BlanksForm, shown

    for template in templates.load():
        given = {
            f"figure_{slot.key}": slot.value if slot.kind == "weekday" or (len(slot.value) == 4 and slot.value.startswith("--"))
            else shown(slot, slot.value) for slot in template.figures
        }  # fmt: skip
        form = BlanksForm(given, template=template)
        assert form.is_valid(), (template.slug, form.errors)
        straight = templates.fill(template, templates.example_figures(template))
        assert form.proposal().text == straight.text


def test_a_wording_with_mistakes_comes_back_whole(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    sent = rules.WORDING | {
        "scope": f"team:{scene.own.ids['team']}", "question": "", "title_fi": "", "text_sv": "Ni får lyssna.",
        "limit0-value": "paljon", "source0-address": "ei osoite",
    }  # fmt: skip
    reply = _post(client, "/rules/drafts/new/", **sent)
    page = reply.content.decode()
    assert reply.status_code == 422
    for kept in ("Saatte kuunnella radiota.", "Ni får lyssna.", 'value="paljon"', 'value="ei osoite"'):
        assert kept in page
    for field in ("id_title_fi", "id_limit0-value", "id_source0-address"):
        assert f'id="{field}_error"' in page
        assert f'href="#{field}"' in page


def test_the_second_of_two_editors_sees_both_wordings_and_saves_knowingly(scene: Scene) -> None:
    address = f"/rules/drafts/{scene.own.ids['draft']}/edit/"
    first, second = client_of(scene.own.whose), client_of(_lead(scene))
    assert _post(first, address, **rules.WORDING, edition="1").status_code == 303
    mine = rules.WORDING | {"text_fi": "Toisen kirjoittama teksti."}
    reply = _post(second, address, **mine, edition="1")
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Toisen kirjoittama teksti." in page
    assert "Saatte kuunnella radiota." in page
    assert 'name="edition" value="2"' in page
    assert _post(second, address, **mine, edition="2").status_code == 303
    with acting_for(scene.world.employer):
        assert Draft.objects.get(pk=scene.own.ids["draft"]).proposal["text"]["fi"] == "Toisen kirjoittama teksti."


def test_a_question_and_its_answer_are_filled_in_for_a_person_to_edit(scene: Scene) -> None:
    client, question = client_of(scene.own.whose), scene.own.ids["answered"]
    page = client.get(f"/rules/drafts/new/?question={question}").content.decode()
    with acting_for(scene.world.employer):
        answer = Answer.objects.get(question_id=question)
    assert answer.text in page
    assert NONSENSE.capitalize() in page
    sent = rules.WORDING | {"scope": f"team:{scene.own.ids['team']}", "question": str(question)}
    reply = _post(client, "/rules/drafts/new/", **sent)
    assert reply.status_code == 303
    with acting_for(scene.world.employer):
        draft = Draft.objects.get(pk=reply.headers["Location"].split("/")[3])
        assert (draft.source_kind, draft.source_id) == ("question", question)


def test_a_draft_made_of_a_swedish_question_keeps_its_language_and_needs_finnish_words_first(scene: Scene) -> None:
    client, question = client_of(scene.own.whose), scene.own.ids["answered"]
    with acting_for(scene.world.employer):
        Question.objects.filter(pk=question).update(language="sv", text="får jag ladda min cykel här?")
    draft = _post(client, f"/ask/{question}/rule/").headers["Location"]
    with acting_for(scene.world.employer):
        found = Draft.objects.get(pk=draft.split("/")[3])
        assert found.proposal["title"] == {"fi": "", "sv": "Får jag ladda min cykel här", "en": ""}
        assert found.proposal["text"]["fi"] == ""
    page = client.get(draft).content.decode()
    assert "Får jag ladda min cykel här" in page
    assert "myös suomeksi" in page
    assert "/rounds/new/?draft" not in page
    assert "Får jag ladda min cykel här" in client.get("/rules/new/").content.decode()
    body = {"draft": str(found.pk), "need": "Pyörä.", "days": "7", "asked": ""}
    assert _post(client, "/rounds/new/", **body).status_code == 403
    edit = client.get(f"{draft}edit/").content.decode()
    assert '<details class="earlier" open' in edit


def test_anothers_question_gives_no_draft(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    for other in (scene.team.ids["waiting"], scene.county.ids["waiting"]):
        assert client.get(f"/rules/drafts/new/?question={other}").status_code == 404


def test_a_scope_that_is_not_ones_own_is_refused_at_its_field(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    foreign = [f"team:{scene.team.ids['team']}", f"team:{scene.county.ids['team']}", "employer", "team:", "site:x"]
    for scope in foreign:
        reply = _post(client, "/rules/drafts/new/", **rules.WORDING, scope=scope, question="")
        assert reply.status_code == 422, scope


def test_what_is_still_good_gets_a_new_day_and_no_new_version(scene: Scene) -> None:
    client, rule = client_of(scene.own.whose), scene.own.ids["bare"]
    with acting_for(scene.world.employer):
        Version.objects.filter(rule_id=rule).update(
            review_date=timezone.localdate() + timedelta(days=3), title_sv="x", text_sv="x", title_en="x", text_en="x"
        )
    page = client.get("/rules/upkeep/").content.decode()
    assert f"/rules/{rule}/review/" in page
    told = {"helped": "yes", "outcome": "continue", "months": "12"}
    assert _post(client, f"/rules/{rule}/review/", **told).status_code == 303
    assert f"/rules/{rule}/review/" not in client.get("/rules/upkeep/").content.decode()
    with acting_for(scene.world.employer):
        assert Version.objects.filter(rule_id=rule).count() == 1
        assert Review.objects.filter(version__rule_id=rule).count() == 1


def test_a_rule_without_a_translation_waits_and_gets_one(scene: Scene) -> None:
    client, rule = client_of(scene.own.whose), scene.own.ids["bare"]
    assert "Käännös puuttuu" in client.get("/rules/upkeep/").content.decode()
    reply = _post(client, f"/rules/{rule}/translate/sv/", title="Radio", text="Ni får lyssna på radio.", why="")
    assert reply.status_code == 303
    swedish = client_of(scene.own.whose, language="sv").get(f"/rules/{rule}/").content.decode()
    assert "Ni får lyssna på radio." in swedish
    again = _post(client, f"/rules/{rule}/translate/sv/", title="Annat", text="Annat", why="")
    assert again.status_code == 403
    assert client.get(f"/rules/{rule}/translate/de/").status_code == 404


def test_an_old_version_says_until_when_it_was_good(scene: Scene) -> None:
    client, rule = client_of(scene.people["supervisor"]), scene.own.ids["bare"]
    reply = _post(client, f"/rules/{rule}/change/")
    form = rules.bodies(scene.own.ids)["agreements:draft_adopt"] | {"change": "Selvempi."}
    assert _post(client, f"{reply.headers['Location']}adopt/", **form).status_code == 303
    yesterday = timezone.localdate() - timedelta(days=1)
    page = client.get(f"/rules/{rule}/1/").content.decode()
    assert f"{yesterday.day}.{yesterday.month}.{yesterday.year}" in page
    assert "toistaiseksi" not in page


def test_a_change_must_say_what_changed(scene: Scene) -> None:
    client, rule = client_of(scene.people["supervisor"]), scene.own.ids["bare"]
    reply = _post(client, f"/rules/{rule}/change/")
    form = rules.bodies(scene.own.ids)["agreements:draft_adopt"] | {"change": ""}
    assert _post(client, f"{reply.headers['Location']}adopt/", **form).status_code == 422


def test_a_steward_finds_no_button_to_make_rules(scene: Scene) -> None:
    client, rule = client_of(scene.people["steward"]), scene.own.ids["rule"]
    with acting_for(scene.world.employer):
        steward = scene.people["steward"]
        assert steward
        keeps = bool(steward.actor().working_team_ids)
    page = client.get("/team/rules/").content.decode()
    assert ("/rules/new/" in page) == keeps
    assert _post(client, f"/rules/{rule}/change/").status_code in (403, 404)


def test_words_with_a_mistake_come_back_on_the_rules_page(scene: Scene) -> None:
    client, rule = client_of(scene.own.whose), scene.own.ids["bare"]
    reply = _post(client, f"/rules/{rule}/words/", text="")
    assert reply.status_code == 422
    assert 'id="id_text_error"' in reply.content.decode()
    assert _post(client, f"/rules/{rule}/words/", text="radion ääni").status_code == 303
    assert "radion ääni" in client.get(f"/rules/{rule}/").content.decode()


def _many(scene: Scene, count: int) -> None:
    now, today = timezone.now(), timezone.localdate()
    with acting_for(scene.world.employer):
        team = scene.own.ids["team"]
        made = Rule.objects.bulk_create(
            Rule(slug=f"koe_{count}_{n}", topic="kitchen", team_id=team) for n in range(count)
        )
        versions = Version.objects.bulk_create(
            Version(
                rule=rule, number=1, verdict="may", decider="team", addressee="te", title_fi=f"Koe {n}", text_fi="Saatte.",
                agreed_by_fi="tiimi", valid_from=today, review_date=today, adopted_at=now,
            )
            for n, rule in enumerate(made)
        )  # fmt: skip
        Limit.objects.bulk_create(
            Limit(version=version, position=0, quantity="condition", comparison="only_if", words_fi="jos")
            for version in versions
        )
        Source.objects.bulk_create(
            Source(version=version, position=0, kind="team", name_fi="T") for version in versions
        )
        by = scene.own.whose.actor()
        for n in range(count // 100):
            actions.start_draft(rules.proposal_of(f"Luonnos {n}"), scope=by.teams[0], by=by, at=now)


def _count(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return sum(1 for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")))


@pytest.mark.parametrize("role", ["own", "area_manager"])
def test_pages_of_rules_take_as_many_queries_at_a_thousand_rules_as_at_ten(scene: Scene, role: str) -> None:
    who = scene.own.whose if role == "own" else scene.people[role]
    client = client_of(who)
    pages = [
        "/team/rules/",
        "/team/rules/book/",
        "/rules/upkeep/",
        "/rules/new/",
        "/rules/library/",
        "/rules/drafts/new/",
    ]
    pages += [
        f"/rules/library/{rules.SLUG}/",
        f"/rules/drafts/{scene.own.ids['draft']}/",
        f"/rules/{scene.own.ids['bare']}/",
    ]
    pages += [f"/rules/drafts/{scene.own.ids['filled']}/", f"/rules/drafts/{scene.own.ids['filled']}/figures/"]
    for address in pages:
        client.get(address)
    few = {address: _count(client, address) for address in pages}
    _many(scene, 1000)
    for address in pages:
        assert few[address] <= MOST, (address, few[address])
        assert _count(client, address) == few[address], address
