"""Signing in with a work account: the employer's own service is asked, and only what is proved is believed."""

import base64
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives import serialization
from django.utils import timezone

from keha.foundation.context import acting_for, door
from keha.integrations.sign_in import provider as engine
from keha.organisation.actions import machines
from keha.organisation.actions import people as people_actions
from keha.organisation.models import Account, Identity, Membership, Person, SignInService
from tests.support.directory import administrator, county_administrator
from tests.support.people import Who, client_of
from tests.support.provider import SECRET, Provider, key_of, running

OID = "7f3c0000-1111-2222-3333-444455556666"


@pytest.fixture
def service() -> Iterator[Provider]:
    engine.remembered = engine.Remembered()
    with running() as found:
        found.now = time.time()
        yield found


def _kept(who: Who, service: Provider, **more: str) -> SignInService:
    told = machines.Service(issuer=service.issuer, client_id="keha-client", secret=SECRET, claim="oid", **more)
    with acting_for(who.employer):
        return machines.keep_service(told, by=who.actor(), at=timezone.now())


@pytest.fixture
def kept(world: Any, service: Provider) -> SignInService:
    with acting_for(world.employer):
        Identity.objects.create(person_id=world.aino, external_id=OID, number="1234", at=timezone.now())
    return _kept(administrator(world), service)


def _begin(kept: SignInService) -> tuple[Any, str]:
    phone = client_of(None)
    reply = phone.get(f"/login/account/{kept.pk}/")
    assert reply.status_code == 302
    return phone, reply.headers["Location"]


def _back(phone: Any, kept: SignInService, said: dict[str, str]) -> Any:
    return phone.get(f"/login/account/{kept.pk}/back/", said)


def _is_in(phone: Any) -> bool:
    return phone.get("/me/").status_code == 200


def test_a_work_account_leads_to_the_person_it_belongs_to(kept: SignInService, service: Provider) -> None:
    phone, address = _begin(kept)
    said = dict(parse_qsl(urlsplit(address).query))
    assert said["redirect_uri"] == f"http://localhost/login/account/{kept.pk}/back/"
    assert (said["response_type"], said["code_challenge_method"]) == ("code", "S256")
    cookie = phone.cookies["keha-account"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"] == 600
    assert said["nonce"] not in cookie.value and said["state"] not in cookie.value
    reply = _back(phone, kept, service.signs_in(address, oid=OID))
    assert (reply.status_code, reply.headers["Location"]) == (303, "/today/")
    assert "Aino" in phone.get("/me/").content.decode()
    assert phone.cookies["keha-account"].value == ""


def test_the_secret_may_go_in_the_head_too(kept: SignInService, service: Provider) -> None:
    service.methods = ["client_secret_basic"]
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID)).status_code == 303


def test_an_employee_number_will_do_where_no_external_id_is_known(world: Any, service: Provider) -> None:
    with acting_for(world.employer):
        Identity.objects.create(person_id=world.bertta, number="77", at=timezone.now())
        Identity.objects.create(person_id=world.aino, external_id="another", number="78", at=timezone.now())
    kept = _kept(administrator(world), service, number_claim="employeeid")
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID, employeeid="77")).status_code == 303
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID, employeeid="78")).status_code == 403


def test_an_unknown_person_is_told_whom_to_ask_and_nobody_is_made(
    world: Any, kept: SignInService, service: Provider
) -> None:
    with door():
        before = Account.objects.count(), Membership.objects.count()
    with acting_for(world.employer):
        people = Person.objects.count()
    for claims in (
        {"oid": "another"},
        {},
        {"oid": ""},
        {"oid": 5},
        {"oid": [OID]},
        {"sub": OID},
        {"email": "aino@kunta.example"},
    ):
        phone, address = _begin(kept)
        reply = _back(phone, kept, service.signs_in(address, **claims))
        assert reply.status_code == 403
        assert "pyydä esihenkilöltä koodi" in reply.content.decode().casefold()
        assert not _is_in(phone)
    with door():
        assert (Account.objects.count(), Membership.objects.count()) == before
    with acting_for(world.employer):
        assert Person.objects.count() == people


def test_a_leaver_is_as_unknown(world: Any, kept: SignInService, service: Provider) -> None:
    with acting_for(world.employer):
        people_actions.depart(person=Person.objects.get(pk=world.aino), at=timezone.now() - timedelta(seconds=1))
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID)).status_code == 403


def test_a_person_of_another_employer_is_nobody_here(world: Any, service: Provider) -> None:
    with acting_for(world.county):
        Identity.objects.create(person_id=world.eeva, external_id=OID, at=timezone.now())
    kept = _kept(administrator(world), service)
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID)).status_code == 403
    county = _kept(county_administrator(world), service)
    phone, address = _begin(county)
    assert _back(phone, county, service.signs_in(address, oid=OID)).status_code == 303
    assert "Eeva" in phone.get("/me/").content.decode()


def _b64(thing: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(thing).encode()).decode().rstrip("=")


def _public(name: str) -> bytes:
    shape, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return key_of(name).public_key().public_bytes(shape, form)


def _hmac_with_the_public_key(claims: Any) -> str:
    import hashlib
    import hmac

    signed = f"{_b64({'alg': 'HS256', 'kid': 'one'})}.{_b64(claims)}"
    mark = hmac.new(_public("one"), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mark).decode().rstrip('=')}"


def _changed(claims: Any) -> str:
    head, _claims, mark = jwt.encode(claims | {"oid": "x"}, key_of("one"), "RS256", headers={"kid": "one"}).split(".")
    return f"{head}.{_b64(claims)}.{mark}"


LIES: dict[str, Any] = {
    "another's signature": lambda claims: jwt.encode(claims, key_of("evil"), "RS256", headers={"kid": "one"}),
    "no algorithm": lambda claims: f"{_b64({'alg': 'none', 'kid': 'one'})}.{_b64(claims)}.",
    "no algorithm in capitals": lambda claims: f"{_b64({'alg': 'nOnE'})}.{_b64(claims)}.",
    "the public key as a secret": _hmac_with_the_public_key,
    "another algorithm of the same key": lambda claims: jwt.encode(claims, key_of("one"), "PS256", headers={"kid": "one"}),
    "a key of its own in the head": lambda claims: jwt.encode(
        claims, key_of("evil"), "RS256",
        headers={"kid": "evil", "jwk": json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key_of("evil").public_key()))},
    ),
    "a claim changed after signing": _changed,
    "a critical extension": lambda claims: jwt.encode(claims, key_of("one"), "RS256", headers={"kid": "one", "crit": ["x"], "x": 1}),
    "no token": lambda claims: "x",
    "an endless token": lambda claims: jwt.encode(claims | {"x": "y" * 40_000}, key_of("one"), "RS256", headers={"kid": "one"}),
    "half a token": lambda claims: jwt.encode(claims, key_of("one"), "RS256", headers={"kid": "one"})[:-20],
    "claims that are a list": lambda claims: f"{_b64({'alg': 'RS256', 'kid': 'one'})}.{_b64([])}.AAAA",
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_the_services_own_is_refused(kept: SignInService, service: Provider, lie: str) -> None:
    service.sign = LIES[lie]  # type: ignore[method-assign]
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID)).status_code == 403
    assert not _is_in(phone)


CLAIMS: dict[str, Any] = {
    "another audience": {"aud": "another"}, "a list without us": {"aud": ["another"]}, "several and no party": {"aud": ["keha-client", "b"]},
    "another party": {"aud": ["keha-client", "b"], "azp": "b"}, "no audience": {"aud": None}, "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None}, "another nonce": {"nonce": "x"}, "no nonce": {"nonce": None}, "a nonce that is a number": {"nonce": 5},
    "over": {"exp": lambda now: now - 61}, "no end": {"exp": None}, "an end that is a word": {"exp": "never"}, "an end beyond time": {"exp": 1e300},
    "made tomorrow": {"iat": lambda now: now + 90}, "made yesterday": {"iat": lambda now: now - 86_400}, "not made": {"iat": None},
    "not yet": {"nbf": lambda now: now + 90}, "nobody": {"sub": None}, "nobody at all": {"sub": ""},
}  # fmt: skip


@pytest.mark.parametrize("name", CLAIMS)
def test_a_token_for_others_or_another_time_is_refused(kept: SignInService, service: Provider, name: str) -> None:
    service.claims = {key: value(int(service.now)) if callable(value) else value for key, value in CLAIMS[name].items()}
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID)).status_code == 403
    assert not _is_in(phone)


@pytest.mark.parametrize("claims", [{"exp": -50}, {"iat": 50}, {"nbf": 50}])
def test_clocks_may_differ_by_a_minute(kept: SignInService, service: Provider, claims: dict[str, int]) -> None:
    service.claims = {name: int(service.now) + seconds for name, seconds in claims.items()}
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID)).status_code == 303


def test_a_state_of_another_browser_is_refused(kept: SignInService, service: Provider) -> None:
    victim, _address = _begin(kept)
    _evil, address = _begin(kept)
    said = service.signs_in(address, oid=OID)
    for phone in (victim, client_of(None)):
        assert _back(phone, kept, said).status_code == 403
        assert not _is_in(phone)
    assert "/token" not in service.asked


def test_a_sign_in_comes_back_once(kept: SignInService, service: Provider) -> None:
    phone, address = _begin(kept)
    cookie = phone.cookies["keha-account"].value
    said = service.signs_in(address, oid=OID)
    assert _back(phone, kept, said).status_code == 303
    again = client_of(None)
    again.cookies["keha-account"] = cookie
    service.codes["code-0"] = {"said": dict(parse_qsl(urlsplit(address).query)), "claims": {"oid": OID}}
    assert _back(again, kept, said).status_code == 403
    assert service.asked.count("/token") == 1


def test_a_sign_in_has_ten_minutes(kept: SignInService, service: Provider) -> None:
    phone, address = _begin(kept)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert _back(phone, kept, service.signs_in(address, oid=OID)).status_code == 403


def test_an_answer_of_one_service_never_counts_as_anothers(world: Any, kept: SignInService, service: Provider) -> None:
    other = _kept(county_administrator(world), service)
    phone, address = _begin(kept)
    said = service.signs_in(address, oid=OID)
    assert _back(phone, other, said).status_code == 403
    assert _back(phone, kept, said | {"iss": "https://evil.example"}).status_code == 403
    assert _back(phone, kept, said | {"iss": service.issuer}).status_code in {303, 403}


@pytest.mark.parametrize(
    "said", [{}, {"code": "x"}, {"state": "x", "code": "y"}, {"error": "access_denied"}, {"state": "\ud800"}]
)
def test_an_answer_that_is_none_is_refused_in_plain_words(kept: SignInService, said: dict[str, str]) -> None:
    phone, _address = _begin(kept)
    said = {name: value.encode("utf-8", "replace").decode() for name, value in said.items()}
    reply = _back(phone, kept, said)
    assert reply.status_code == 403
    assert "Traceback" not in reply.content.decode()


def test_a_wrong_verifier_opens_nothing(kept: SignInService, service: Provider) -> None:
    phone, address = _begin(kept)
    said = service.signs_in(address, oid=OID)
    service.codes[said["code"]]["said"]["code_challenge"] = "x"
    assert _back(phone, kept, said).status_code == 403
    assert not _is_in(phone)


def test_a_new_key_of_the_service_is_asked_for(kept: SignInService, service: Provider) -> None:
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID)).status_code == 303
    service.kid, service.served = "two", ["one", "two"]
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID)).status_code == 303
    assert service.asked.count("/keys") == 2
    service.kid = "three"
    phone, address = _begin(kept)
    assert _back(phone, kept, service.signs_in(address, oid=OID)).status_code == 403


CONFIGURATIONS: dict[str, dict[str, Any]] = {
    "another issuer": {"issuer": "http://127.0.0.1:1"}, "no issuer": {"issuer": None}, "an inner address": {"token_endpoint": "https://169.254.169.254/"},
    "another scheme": {"jwks_uri": "file:///etc/passwd"}, "a name and a password": {"authorization_endpoint": "https://a:b@c.example/"},
    "nothing": {"authorization_endpoint": None}, "a script": {"authorization_endpoint": "javascript:alert(1)"},
}  # fmt: skip


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_service_that_speaks_for_others_is_not_asked(kept: SignInService, service: Provider, name: str) -> None:
    service.configuration = CONFIGURATIONS[name]
    reply = client_of(None).get(f"/login/account/{kept.pk}/")
    assert reply.status_code == 503
    assert "Location" not in reply.headers


def test_a_redirect_of_the_service_is_not_followed(kept: SignInService, service: Provider) -> None:
    service.answer = lambda *_said: (302, {"to": "http://127.0.0.1:1/"})  # type: ignore[method-assign]
    assert client_of(None).get(f"/login/account/{kept.pk}/").status_code == 503


def test_the_secret_is_sealed_and_goes_to_no_other_issuer(world: Any, kept: SignInService) -> None:
    from keha.foundation.verdict import Refused

    who = administrator(world)
    assert SECRET.encode() not in bytes(kept.secret)
    same = machines.Service(kept.issuer, kept.client_id, "", "sub")
    with acting_for(world.employer):
        again = machines.keep_service(same, by=who.actor(), at=timezone.now())
        assert machines.secret_of(again) == SECRET
        with pytest.raises(Refused):
            machines.keep_service(replace(same, issuer="https://evil.example"), by=who.actor(), at=timezone.now())
        aino = Who(world.employer, world.aino)
        with pytest.raises(Refused):
            machines.keep_service(replace(same, secret="x"), by=aino.actor(), at=timezone.now())


def test_the_door_offers_it_where_there_is_one(world: Any, kept: SignInService) -> None:
    assert "/login/account/" in client_of(None).get("/login/").content.decode()
    assert str(kept.pk) in client_of(None).get("/login/account/").content.decode()
    assert client_of(None).get(f"/login/account/{uuid4()}/").status_code == 404
    assert client_of(None).get("/login/account/x/back/").status_code == 404
    who = administrator(world)
    with acting_for(world.employer):
        machines.drop_service(by=who.actor(), at=timezone.now())
    assert "/login/account/" not in client_of(None).get("/login/").content.decode()
