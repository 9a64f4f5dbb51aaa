"""Which column is what: recognised by its heading in three languages, else chosen by a person and remembered."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType


class Field(StrEnum):
    """What a column may hold. The values are the library's own headings, and those of what is written out."""

    SLUG = "slug"
    SCOPE = "scope"
    TITLE = "title_fi"
    VERDICT = "verdict"
    DECIDER = "decider"
    FIXED = "fixed"
    TEXT = "answer_fi"
    TITLE_SV = "title_sv"
    TEXT_SV = "answer_sv"
    TITLE_EN = "title_en"
    TEXT_EN = "answer_en"
    TOPIC = "topic"
    WHY = "why_fi"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    SOURCE = "source"
    REVIEW = "review"


NEEDED = (Field.TITLE, Field.TEXT)

# Beginnings of headings as people write them, without signs; the longest beginning that fits decides.
_KNOWN: Mapping[Field, tuple[str, ...]] = MappingProxyType(
    {
        Field.SLUG: ("slug", "tunnus", "koodi", "id", "kod", "code"),
        Field.SCOPE: ("scope", "ketä koskee", "keitä koskee", "koskee", "tiimi", "toimipiste", "gäller för", "team", "omfattning", "applies to", "site"),
        Field.TITLE: ("title fi", "sääntö", "säännön nimi", "otsikko", "aihe ja sääntö", "pelisääntö", "nimi", "kysymys", "asia", "regel", "rubrik", "fråga", "rule", "title", "heading", "question"),
        Field.TEXT: ("answer fi", "text fi", "ohje", "vastaus", "teksti", "säännön teksti", "sisältö", "toimintatapa", "kuvaus", "anvisning", "svar", "text", "innehåll", "answer", "instruction", "content"),
        Field.VERDICT: ("verdict", "kanta", "saako", "lupa", "saa tai ei", "ställningstagande", "får man", "tillåtet", "may i", "allowed", "ruling"),
        Field.DECIDER: ("decider", "kuka päättää", "päättäjä", "päätösvalta", "vem beslutar", "vem bestämmer", "beslutsfattare", "beslutanderätt", "who decides", "decision right"),
        Field.FIXED: ("fixed", "sitova", "pakollinen", "bindande", "binding", "mandatory"),
        Field.TITLE_SV: ("title sv", "sääntö ruotsiksi", "otsikko ruotsiksi", "rubrik sv", "rubrik på svenska"),
        Field.TEXT_SV: ("answer sv", "text sv", "ohje ruotsiksi", "vastaus ruotsiksi", "teksti ruotsiksi", "text på svenska", "svar på svenska", "anvisning på svenska"),
        Field.TITLE_EN: ("title en", "sääntö englanniksi", "otsikko englanniksi", "rubrik på engelska", "title in english", "heading in english"),
        Field.TEXT_EN: ("answer en", "text en", "ohje englanniksi", "vastaus englanniksi", "teksti englanniksi", "text på engelska", "answer in english", "text in english"),
        Field.TOPIC: ("topic", "aihe", "aihealue", "ryhmä", "luokka", "kategoria", "ämne", "kategori", "category", "subject"),
        Field.WHY: ("why", "perustelu", "miksi", "syy", "motivering", "varför", "reason"),
        Field.VALID_FROM: ("valid from", "voimassa", "voimassa alkaen", "alkaen", "voimaan", "alkupäivä", "gäller", "gäller från", "giltig från", "från", "in force", "starts", "from"),
        Field.VALID_UNTIL: ("valid until", "voimassa asti", "voimassa saakka", "päättyy", "saakka", "loppupäivä", "gäller till", "giltig till", "upphör", "ends", "until"),
        Field.SOURCE: ("source", "lähde", "peruste", "laki", "viite", "källa", "grund", "lag", "based on", "reference"),
        Field.REVIEW: ("review", "tarkistus", "tarkistetaan", "tarkistuspäivä", "katselmus", "uppföljning", "granskas", "revideras", "check"),
    }
)  # fmt: skip


def plain(heading: str) -> str:
    """A heading as it is compared and remembered: small letters, signs as single spaces."""
    small = unicodedata.normalize("NFC", heading).casefold()
    return re.sub(r"[\W_]+", " ", small).strip()[:120]


def recognised(headings: Sequence[str], remembered: Mapping[str, str]) -> tuple[Field | None, ...]:
    """What each column of a sheet of rules holds. See recognised_by."""
    return recognised_by(headings, remembered, known=_KNOWN)


def recognised_by[F: StrEnum](
    headings: Sequence[str], remembered: Mapping[str, str], *, known: Mapping[F, Sequence[str]]
) -> tuple[F | None, ...]:
    """What each column holds, as far as it can be told; each field once, the surest column first.

    remembered: plain heading -> field ("" for none), as a person of this employer chose before. known: beginnings of
    headings by field.
    """
    sure = sorted(range(len(headings)), key=lambda n: -_surety(plain(headings[n]), remembered, known))
    found: dict[int, F] = {}
    for n in sure:
        field = _field(plain(headings[n]), remembered, known)
        if field is not None and field not in found.values():
            found[n] = field
    return tuple(found.get(n) for n in range(len(headings)))


def _field[F: StrEnum](heading: str, remembered: Mapping[str, str], known: Mapping[F, Sequence[str]]) -> F | None:
    if heading in remembered:
        return next((field for field in known if field.value == remembered[heading]), None)
    fits = [(len(name), field) for field, names in known.items() for name in names if _fits(heading, name)]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _fits(heading: str, name: str) -> bool:
    return heading == name or heading.startswith(f"{name} ")


def _surety[F: StrEnum](heading: str, remembered: Mapping[str, str], known: Mapping[F, Sequence[str]]) -> int:
    if heading in remembered:
        return 2
    return 1 if any(heading == name for names in known.values() for name in names) else 0
