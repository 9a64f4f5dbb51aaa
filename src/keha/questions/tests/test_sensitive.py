"""Health, names and codes are noticed before a question travels; ordinary talk about work is let be."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.questions.sensitive import Kind, find, has_identity_code, pieces

PEOPLE = (
    "Pirkko Virtanen", "Bertta Mäkelä", "Satu Laine", "Toivo Aho", "Anders Lindholm", "Heikki Koski", "Kaisa Salo",
    "Åsa Nyström", "Nguyen Thi Lan", "Maj-Britt Sund",
)  # fmt: skip

HEALTH = (
    "Pitääkö saikkulappu tuoda heti", "olin saikulla ma ja ti", "mulla on kuumetta, tuunko", "kuumeessa töihin",
    "sain diagnoosin eilen", "kerron raskaudesta vasta ensi kuussa", "olen raskaana", "mielenterveys reistaa",
    "masennus on palannut", "masentunut asukas", "otan lääkkeeni kesken vuoron", "lääke unohtui kotiin",
    "uupumus vie voimat", "syövän takia poissa", "lapsella oli vatsatauti", "tulin leikkauksesta", "oksensin aamulla",
    "jag är sjukskriven", "barnet har feber", "hon är gravid", "psykisk ohälsa", "deprimerad sedan länge", "magsjuk igen",
    "i have a fever", "she is pregnant", "mental health day", "I was on sick leave", "her surgery is on monday",
)  # fmt: skip
NAMES = (
    "Pirkon vuoro jäi auki", "sanoin pirkolla olevan avain", "voiko Pirkolle antaa avaimen", "onko Virtasen kaappi lukossa",
    "kysyn Heikiltä", "Lindholmin päätös", "Andersin kanssa", "kysy Toivolta", "annoin sen Kaisalle", "Åsas skift",
    "saanko vaihtaa Bertan kanssa", "asukas Irma Korhonen haluaa kahvia", "antaako keittiö Pekalle ruoan", "rouva Savolainen soitti",
    "fru Nyström ringde", "is this Heikki's shift",
)  # fmt: skip
CODES = (
    "ovikoodi on 4821", "Takaoven koodi: 48 21#", "PIN 7719", "pin-koodi on 7719", "4821 on ovikoodi", "hälytyskoodi 123456",
    "portkoden är 5512", "dörrkod 9921", "the door code is 3344", "salasana on kissa", "lösenord: sommar24", "password is summer",
    "soita 040 123 4567", "numero +358 40 1234567", "050-1234567", "kortti 4111 1111 1111 1111", "FI21 1234 5600 0007 85",
)  # fmt: skip
NOTHING = (
    "Saako kuumaa ruokaa antaa mukaan?", "kuumentaako vuokran uudestaan", "ruoka on liian kuuma", "saaks mää vaihtaa vuoroo",
    "Kaisa-kaappi on rikki", "toivon lyhyempää vuoroa", "Toivon vastausta", "satu luetaan kolmelta", "marjat pakastimeen",
    "klo 06-14 vai 7-15", "24.11.2026 klo 10.30", "2 x 3 litraa", "0,5 litraa maitoa", "linja-auto 041", "virhekoodi 4040",
    "EAN-koodi 6411401", "postinumero 15100", "58 asteessa", "70 euroa kaupasta", "20 minuuttia", "Saako Teams-palaverin pitää",
    "Aurinkorinteen koulun piha", "Päivänkakkaran keittiö", "kuka palaa ensin", "lääkärissä työajalla", "sairastumisesta ilmoitus",
    "Kuka ilmoittaa poissaolosta?", "koneen mittari", "pesuaine loppui", "får jag byta skift", "var är nyckeln",
    "Får jag gå tidigare på fredag?", "may I leave early", "May I swap my shift?", "the dishwasher beeps", "", "112", "anna avain",
    "Anna avain minulle", "koskee kaikkia", "onni on tauko", "Saanko mennä Helsinkiin kurssille",
)  # fmt: skip


def kinds(text: str) -> set[Kind]:
    return {one.kind for one in find(text, names=PEOPLE)}


@pytest.mark.parametrize("text", HEALTH)
def test_words_of_health_are_noticed(text: str) -> None:
    assert Kind.HEALTH in kinds(text)


@pytest.mark.parametrize("text", NAMES)
def test_names_are_noticed_in_their_cases(text: str) -> None:
    assert Kind.NAME in kinds(text)


@pytest.mark.parametrize("text", CODES)
def test_codes_and_numbers_are_noticed(text: str) -> None:
    assert Kind.CODE in kinds(text)


@pytest.mark.parametrize("text", NOTHING)
def test_ordinary_talk_is_let_be(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize("text", ["131052-308T", "hetu 131052-308t on oikea", "010594Y9021", "131052 - 308T"])
def test_a_personal_identity_code_is_known_by_its_check_sign(text: str) -> None:
    assert has_identity_code(text)
    assert Kind.CODE in kinds(text)


@pytest.mark.parametrize("text", ["131052-308U", "991352-308T", "131052308T", "24.11.2026-001", "tilaus 131052-3081"])
def test_what_only_looks_like_one_is_not_refused(text: str) -> None:
    assert not has_identity_code(text)


@given(st.text(max_size=200))
def test_the_pieces_put_together_are_the_text(text: str) -> None:
    found = find(text, names=PEOPLE)
    assert "".join(piece.text for piece in pieces(text, found)) == text
    assert all(a.end <= b.start for a, b in pairwise(found))
