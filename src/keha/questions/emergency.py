"""Pure: words of danger to life. They are looked for before anything is ranked, in all three languages.

Beginnings of words, or of words that follow one another; better one time too many than one too few.
Source: the emergency number 112 is the same everywhere in Finland.
"""

import re
import unicodedata

DANGER = (
    # fire, smoke, gas
    r"kaasu(a|n|lta)?\b", r"haisee kaasu", r"palaa (jo|nyt|täällä|keittiö|talo|rasva)", r"tulipalo", r"palohäly", r"palovaroit",
    r"savu(a|ttaa|n)\b", r"liekk", r"gas (lukt|läck)", r"luktar gas", r"gasläck", r"brand(en|larm\w*)?\b", r"brinner", r"smell gas", r"gas leak",
    r"fire alarm", r"on fire\b", r"smoke\b",
    # heart, breath, consciousness
    r"rinnassa (puris|paina|koske)", r"rintakip", r"rinta(an)? (puris|koske|sattu)", r"ei hengitä", r"ei saa henke", r"en saa henke",
    r"tajut", r"pyörty", r"sydänkoh", r"aivohalv", r"anafyl", r"ont i bröst", r"bröstsmärt", r"andas inte", r"medvetslös", r"svimma",
    r"chest pain", r"pain in (my|the) chest", r"not breathing", r"can'?t breathe", r"unconscious", r"faint(ed|s)\b", r"heart attack",
    # heavy bleeding, accident
    r"ver(ta|en)? (vuotaa|tulee) paljon", r"vuotaa (paljon )?verta", r"veren ?vuoto", r"blöder (kraft|mycket)", r"bleeding (a lot|badly|heavily)",
    # violence
    r"(löi|lyö|lyötiin|potki|puukot|puri|kuristi)\b", r"puukko", r"väkivalta", r"uhkaa (tappa|hakata|lyödä|puukol)", r"\bslog mig\b", r"slår mig",
    r"hotar (att )?(döda|slå)", r"kniv(en)?\b.*hot", r"\bhit me\b", r"hits me", r"attacked me", r"with a knife", r"threaten(s|ed)? to (kill|hit)",
    # harm to oneself
    r"itsemurh", r"tappaa itse", r"itseni tapp", r"en (jaksa|halua) (enää )?elää", r"självmord", r"ta livet av", r"orkar inte leva",
    r"kill my ?self", r"suicid", r"want to die",
)  # fmt: skip
_DANGER = re.compile("|".join(rf"(?<!\w)(?:{words})" for words in DANGER))


def is_emergency(text: str) -> bool:
    """Whether a question speaks of danger to life: gas, fire, chest pain, bleeding, violence, harm to oneself."""
    folded = unicodedata.normalize("NFC", text[:500]).casefold()
    return _DANGER.search(folded) is not None
