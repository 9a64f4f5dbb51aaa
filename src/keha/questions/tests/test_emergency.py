"""Words of danger to life are heard in three languages, and ordinary talk is not taken for them."""

import pytest

from keha.questions.emergency import is_emergency


@pytest.mark.parametrize("text", [
    "haisee kaasulta keittiössä", "palohälytys soi mitä teen", "rasva palaa nyt", "rinnassa puristaa", "asukas ei hengitä",
    "asiakas löi mua", "leikkasin sormen vuotaa paljon verta", "joku uhkaa tappaa", "en jaksa enää elää",
    "det luktar gas i köket", "brandlarmet ringer", "en kund slog mig", "det gör ont i bröstet",
    "I smell gas", "the fire alarm is ringing", "chest pain", "a customer hit me", "she is unconscious", "I want to die",
])  # fmt: skip
def test_danger_to_life_is_heard(text: str) -> None:
    assert is_emergency(text)


@pytest.mark.parametrize("text", [
    "saaks mää vaihtaa vuoroo", "palaako loma jos sairastun", "milloin palaat töihin", "6B palaa retkeltä", "kuka palaa ensin",
    "voinko pyörällä tulla töihin", "vertaan kahta listaa", "saako kaverin lyödä lukkoon kalenteriin", "",
    "may I hit the road early", "får jag byta skift", "smoked salmon for lunch", "brandgul färg", "on firewood duty",
])  # fmt: skip
def test_ordinary_talk_is_not(text: str) -> None:
    assert not is_emergency(text)
