"""Notices through the pages: what is new, opening it, choosing, devices, and the administrator's two pages."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.notices import sealing
from keha.notices.actions import Notice, Told, tell
from keha.notices.models import Address, Gateway, KeptNotice, Parcel, Subscription, SwitchedOff
from keha.notices.rules import ChannelKind, NoticeKind
from keha.web.notices.leaving import COOKIE
from tests.support.bodies import keyed
from tests.support.notices import AUTH, KEY
from tests.support.people import Who, by_role, client_of


@pytest.fixture
def aino(world):
    return Who(world.employer, world.aino)


def told(who: Who, title: str = "Kysymys odottaa tiimiä", path: str = "/ask/") -> KeptNotice:
    notice = Notice(
        NoticeKind.QUESTION_WAITS, lambda _language: Told(title, "Aurinkokeittiö"), ("question", uuid4()), path,
        str(uuid4()),
    )  # fmt: skip
    with acting_for(who.employer):
        tell(notice, to=[who.person], at=timezone.now())
        return KeptNotice.objects.get(key=notice.key)


def test_a_new_notice_stands_on_today_and_in_the_list_until_it_is_opened(aino) -> None:
    client = client_of(aino)
    client.post("/notices/all/", keyed({}))
    notice = told(aino)
    assert "Uusia ilmoituksia: 1" in client.get("/today/").content.decode()
    assert "Kysymys odottaa tiimiä" in client.get("/notices/").content.decode()
    reply = client.post(f"/notices/{notice.pk}/", keyed({}))
    assert (reply.status_code, reply.headers["Location"]) == (303, "/ask/")
    assert "Uusia ilmoituksia" not in client.get("/today/").content.decode()


def test_looking_at_the_list_reads_nothing(aino) -> None:
    client, notice = client_of(aino), told(aino)
    client.get("/notices/")
    with acting_for(aino.employer):
        assert KeptNotice.objects.get(pk=notice.pk).read_at is None
    client.post("/notices/all/", keyed({}))
    with acting_for(aino.employer):
        assert KeptNotice.objects.get(pk=notice.pk).read_at


def test_a_list_of_forty_takes_no_more_queries_than_one_of_two(aino) -> None:
    client = client_of(aino)
    counts = []
    for more in (2, 38):
        for _ in range(more):
            told(aino)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/notices/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 24


def test_anothers_notice_is_not_there(aino, world) -> None:
    notice = told(Who(world.employer, world.bertta))
    assert client_of(aino).post(f"/notices/{notice.pk}/", keyed({})).status_code == 404


CHOSEN = {"wanted": ["round_asks", "round_closed"], "at_any_time": "yes", "gathered": "no", "mail": "aino@example.org", "phone": "040 123 4567"}  # fmt: skip


def test_choices_are_kept_and_shown_again(aino) -> None:
    client = client_of(aino)
    assert client.post("/notices/settings/", keyed(CHOSEN)).status_code == 303
    with acting_for(aino.employer):
        off = set(SwitchedOff.objects.filter(person_id=aino.person).values_list("kind", flat=True))
        # What only leaders are told of is not asked of her, and stays on.
        kept_on = {"round_asks", "round_closed", "new_device", "question_reached", "proposal_waits"}
        assert off == {kind.value for kind in NoticeKind} - kept_on
        assert Address.objects.get(person_id=aino.person, channel="sms").address == "+358401234567"
    page = client.get("/notices/settings/").content.decode()
    assert 'value="aino@example.org"' in page
    assert 'value="round_asks" checked' in page
    assert 'value="question_waits" checked' not in page
    client.post("/notices/settings/", keyed(CHOSEN | {"mail": "", "phone": ""}))
    with acting_for(aino.employer):
        assert not Address.objects.filter(person_id=aino.person).exists()


@pytest.mark.parametrize(
    "wrong", [{"mail": "ei osoite"}, {"phone": "soita"}, {"phone": "112"}, {"at_any_time": "ehkä"}]
)
def test_what_is_no_address_is_told_at_its_field_and_nothing_is_lost(aino, wrong) -> None:
    reply = client_of(aino).post("/notices/settings/", keyed(CHOSEN | wrong))
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "field-error" in page
    assert next(iter(wrong.values())) in page or "at_any_time" in wrong
    with acting_for(aino.employer):
        assert not Address.objects.filter(person_id=aino.person).exists()


GIVEN = {"endpoint": "https://push.example/1", "key": KEY, "auth": AUTH}


def test_a_browser_is_subscribed_and_signing_out_takes_it_away(aino) -> None:
    client = client_of(aino)
    assert client.post("/notices/settings/push/", keyed(GIVEN)).status_code == 303
    with acting_for(aino.employer):
        assert str(Subscription.objects.get(person_id=aino.person).pk) == client.cookies[COOKIE].value
    assert "tämä laite" in client.get("/notices/settings/").content.decode()
    client.post("/me/sign-out/", keyed({}))
    with acting_for(aino.employer):
        assert not Subscription.objects.filter(person_id=aino.person).exists()


def test_who_subscribes_on_a_shared_browser_takes_it_from_the_one_before(aino, world) -> None:
    bertta = Who(world.employer, world.bertta)
    client_of(aino).post("/notices/settings/push/", keyed(GIVEN))
    client_of(bertta).post("/notices/settings/push/", keyed(GIVEN))
    with acting_for(aino.employer):
        assert [one.person_id for one in Subscription.objects.all()] == [world.bertta]


def test_ending_another_devices_session_takes_its_notices_away(aino) -> None:
    phone, computer = client_of(aino), client_of(aino)
    agent = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/150.0"}
    phone.post("/notices/settings/push/", keyed(GIVEN), headers=agent)
    sessions = [row["id"] for row in computer.get("/me/").context["sessions"] if not row["is_this"]]
    computer.post(f"/me/sessions/{sessions[0]}/end/", keyed({}))
    with acting_for(aino.employer):
        assert not Subscription.objects.filter(person_id=aino.person).exists()


def test_what_no_browser_gives_is_refused_with_a_sentence(aino) -> None:
    for wrong in (
        {"endpoint": "http://push.example/1"},
        {"key": "x"},
        {"auth": ""},
        {"endpoint": "https://a/" + "x" * 2000},
    ):
        reply = client_of(aino).post("/notices/settings/push/", keyed(GIVEN | wrong))
        assert reply.status_code == 422
        assert "Selain ei antanut" in reply.content.decode()


def test_one_of_ones_devices_is_taken_away_and_anothers_is_not_there(aino, world) -> None:
    client_of(aino).post("/notices/settings/push/", keyed(GIVEN))
    with acting_for(aino.employer):
        made = Subscription.objects.get(person_id=aino.person).pk
    path = f"/notices/settings/push/{made}/remove/"
    assert client_of(Who(world.employer, world.bertta)).post(path, keyed({})).status_code == 404
    assert client_of(aino).post(path, keyed({})).status_code == 303


def test_the_administrator_sees_what_is_stuck_without_names_and_tries_again(aino, world) -> None:
    administrator = by_role(world)["administrator"]
    now = timezone.now()
    with acting_for(world.employer):
        parcel = Parcel.objects.create(
            channel="sms", person_id=aino.person, target=uuid4(), due_at=now, tries=6, stuck_at=now, why="refused-403"
        )
    client = client_of(administrator)
    page = client.get("/notices/trouble/").content.decode()
    assert "refused-403" in page
    assert "Aino" not in page
    assert client.post(f"/notices/trouble/{parcel.pk}/again/", keyed({})).status_code == 303
    assert client.post(f"/notices/trouble/{parcel.pk}/drop/", keyed({})).status_code == 404
    with acting_for(world.employer):
        assert (Parcel.objects.get(pk=parcel.pk).stuck_at, Parcel.objects.get(pk=parcel.pk).tries) == (None, 0)
    assert client_of(aino).get("/notices/trouble/").status_code == 403


def test_gateways_are_the_administrators_and_their_secrets_are_never_shown(aino, world) -> None:
    client = client_of(by_role(world)["administrator"])
    given = {"address": "https://sms.example/send", "secret": "hush hush"}
    assert client_of(aino).post("/notices/channels/sms/", keyed(given)).status_code == 403
    assert client.post("/notices/channels/sms/", keyed(given)).status_code == 303
    assert client.post("/notices/channels/sms/", keyed(given | {"secret": ""})).status_code == 303
    with acting_for(world.employer):
        kept = Gateway.objects.get(channel=ChannelKind.SMS.value)
        assert sealing.opened(kept.secret) == "hush hush"
    page = client.get("/notices/channels/").content.decode()
    assert "hush" not in page
    assert "sms.example" not in page
    reply = client.post("/notices/channels/sms/", keyed({"address": "http://sms.example/"}))
    assert reply.status_code == 422
    assert 'value="http://sms.example/"' in reply.content.decode()
    client.post("/notices/channels/sms/", keyed({"address": "", "secret": ""}))
    with acting_for(world.employer):
        assert not Gateway.objects.exists()
