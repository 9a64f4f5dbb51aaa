"""Pure: words that should not travel with a question: health, names of people, codes; and the one that never does.

It warns too often rather than too seldom, and stops nothing but the personal identity code.
Source of the identity code: decree 128/2010, the check sign is the remainder by 31; new signs of the century since 2023.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of word it is."""

    HEALTH = "health"
    NAME = "name"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text, from start up to end (not included)."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; kind: None where nothing was found."""

    text: str
    kind: Kind | None = None


# Beginnings of words.
HEALTH = (
    r"saik(?:ku|kua|ulla|ulle|un|kar)", r"sairaslo", r"sairauslo", r"sairauspoiss", r"sairaana\b", r"sairas\b", r"sairaste",
    r"kuume(?:\b|ee|tt|es|ist|inen|il|lääk)", r"diagnoos", r"raskau[dst]", r"raskaana\b", r"mielentervey", r"mielenterv",
    r"masennu", r"masentun", r"ahdistuneisuu", r"paniikkihäiri", r"uupumu", r"työuupu", r"burn ?out", r"lääke(?:\b|tt)",
    r"lääkkee", r"lääkit", r"syöpä", r"syövä[ns]", r"diabet", r"epileps", r"migree", r"astma", r"keskenmen",
    r"leikkaukse(?:en|ssa|sta)", r"vatsatau[td]", r"ripul", r"oksen[nst]", r"koronapositi", r"psykiat", r"psykolog",
    r"alkoholist", r"päihdeongel", r"hiv\b", r"hepatiit", r"selkäkip", r"selkäleik", r"kipeänä\b", r"flunss", r"influens",
    r"sjukskriv", r"sjukledig", r"sjuk\b", r"sjuka\b", r"feber", r"diagnos", r"gravid", r"psykisk", r"depress", r"deprimer",
    r"medicin(?:en|er|erar)?\b", r"läkemed", r"cancer", r"utmattning", r"utbränd", r"magsjuk", r"kräks", r"kräkt", r"diarré",
    r"migrän", r"missfall", r"ångest", r"alkoholis",
    r"sick leave", r"sick\b", r"fever", r"pregnan", r"mental health", r"medication", r"medicine", r"miscarriage", r"vomit",
    r"diarrh", r"migraine", r"anxiety", r"her surgery", r"his surgery", r"my surgery",
)  # fmt: skip
_HEALTH = re.compile(r"(?<![\w-])(?:" + "|".join(HEALTH) + r")\w*")
_IDENTITY = re.compile(r"(?<![\w])(\d{6}) ?[-+A-FU-Y] ?(\d{3})([0-9A-Y])(?!\w)", re.IGNORECASE)
_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CODES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # a word for a code and figures near it, in either order
        r"(?<!ean-)\b(?!virhe|vika|fel|error|ean|viiva|streck|bar)\w*(?:koodi|kod|code|tunnusluku|pin)(?:\w{0,4})\b[^\d\n]{0,20}\d[\d#* -]{2,9}",
        r"(?<!\d)\d{3,8}#?[^\d\n.?!]{1,12}\b(?!virhe|vika|fel|error)\w*(?:koodi|dörrkod|portkod|code)\w{0,4}\b",
        r"\b(?:salasana|lösenord|password)\w{0,4}\s*(?:on|är|is|:|=)\s*\S+",
        # a telephone number
        r"(?<![\w.,-])(?:\+\d{1,3}[ -]?\d|0\d)(?:[ -]?\d){5,10}(?![\d.,]\d|\d)",
        # an account
        r"\b[A-Z]{2}\d{2}(?: ?\d{4}){3,6}(?: ?\d{1,4})?\b",
    )
)
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CASES = re.compile(
    r"(?:n|a|ä|ta|tä|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|n[aä]|ne|[aeiouyäö]n|h[aeiouyäö]n|seen|s|:s)?"
    r"(?:kin|k[aä][aä]n|k[oö]|h[aä]n|p[aä])?(?:['’]s)?"
)
_WEAK = (
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nt", "nn"),
    ("nk", "ng"),
    ("mp", "mm"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("t", "d"),
)
# First names that people here commonly have; of these a capital letter inside a sentence is needed.
_FIRST = """aada aino aleksi anders anita anja anna anne anneli annika antti anu arja ari asta birgit bertta carola eero eeva
    eija eila eino elina elisa elli emilia emma erik erkki eva fredrik gunilla hanna hannele hannu harri heidi heikki helena
    helmi henrik hilkka inger inka irene irja irma jaakko jani janne jari jarmo johanna jonna jorma jouko jouni juha juhani
    juho jukka jussi kaarina kaija kaisa kalle karin kari karoliina kati katja katri kerttu kim kirsi kristiina lars laura
    lauri lea leena liisa lotta maarit maija maj mari maria marika markku marko martti matias matti mervi mia miia mika mikko
    minna mirja mirjam mohamed nina niko niina olavi olga oona osmo outi paavo pasi pauliina pekka pentti petra petri pia
    pirjo pirkko päivi raija raili raimo reijo riikka riitta risto ritva saara sami sanna sari satu seija seppo sirkka sirpa
    sofia susanna suvi tanja tarja tauno teemu teija terhi terttu tiina timo tomi tommi tuija tuomas tuula ulla veijo veikko
    vesa ville virpi åsa"""
# Names that are also everyday words: of these, too, a capital letter inside a sentence is needed.
_COMMON = """aho aura hely hilja ilma ilmi impi into ilo kaisa kallio koski kukka laakso laine lahja lahti lampi lehto lumi mari
    marja meri mäki niemi oiva onni pilvi rauha ruusu saari salo satu sini sinikka sisu taimi tarmo toivo tuuli tyyne unto
    usko vesa vilja virta vuokko helmi pirta kari kim mia lea asta ari may mark will bill rose grace hope joy april june sol
    bo bror sten björn mats vår rolf"""
_SURNAME = re.compile(
    r"[A-ZÅÄÖ][a-zåäöé]+(?:nen|sen|se(?:lla|llä|lle|lta|ltä|sta|stä|en)|sta|stä|lainen|sson|ssonin?|ström(?:in)?|berg(?:in)?|holm(?:in)?|"
    r"qvist(?:in)?|lund(?:in)?|la|lä|lan|län|lalla|lälle|lalle)\b"
)
_TITLE = re.compile(r"\b(?:rva|rouva|herra|hra|fru|herr|Mrs|Mr|Ms)\.? (?=[A-ZÅÄÖ])([A-ZÅÄÖ][\wåäö]+)")


def has_identity_code(text: str) -> bool:
    """Whether a Finnish personal identity code with a right check sign stands in the text."""
    return any(_is_identity(match) for match in _IDENTITY.finditer(text[:5000]))


def _is_identity(match: re.Match[str]) -> bool:
    day, month = int(match[1][:2]), int(match[1][2:4])
    return 1 <= day <= 31 and 1 <= month <= 12 and _CHECK[int(match[1] + match[2]) % 31] == match[3].upper()


def _is_card(digits: str) -> bool:
    """The check figure of payment cards (Luhn)."""
    figures = [int(sign) for sign in digits if sign.isdecimal()][::-1]
    doubled = [figure * 2 - 9 if figure > 4 else figure * 2 for figure in figures[1::2]]
    return (sum(figures[::2]) + sum(doubled)) % 10 == 0


def find(text: str, *, names: Collection[str] = ()) -> tuple[Finding, ...]:
    """What was found, in order and without overlaps. names: of the employer's people, whole."""
    lower = text.lower() if len(text.lower()) == len(text) else text
    found = [Finding(Kind.HEALTH, m.start(), m.end()) for m in _HEALTH.finditer(lower)]
    found += [Finding(Kind.CODE, *m.span()) for pattern in (*_CODES, _IDENTITY) for m in pattern.finditer(text)]
    found += [Finding(Kind.CODE, *m.span()) for m in _CARD.finditer(text) if _is_card(m[0])]
    found += [Finding(Kind.NAME, start, end) for start, end in _named(text, names)]
    return tuple(_apart(found))


def _apart(found: Iterable[Finding]) -> Iterator[Finding]:
    end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            yield one
            end = one.end


def pieces(text: str, found: Iterable[Finding]) -> tuple[Piece, ...]:
    """The text cut at what was found, for marking; put together again it is the text."""
    cut, at = [], 0
    for one in found:
        cut += [Piece(text[at : one.start]), Piece(text[one.start : one.end], one.kind)]
        at = one.end
    return tuple(piece for piece in (*cut, Piece(text[at:])) if piece.text)


def _named(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    known = _stems_of(part for name in names for part in name.split() if len(part) > 1)
    for word in _WORD.finditer(text):
        if text[word.end() : word.end() + 1] == "-":
            continue  # Kaisa-kaappi is a cupboard
        said = word[0].casefold()
        surname = _SURNAME.match(text, word.end() + 1)
        inside = word[0][:1].isupper() and not word[0].isupper() and not _begins(text, word.start())
        plain = _is_form(said, known) and (inside or not _is_form(said, _COMMON_STEMS))
        if plain or (_is_form(said, _FIRST_STEMS) and (inside or (surname and word[0][:1].isupper()))):
            yield word.start(), surname.end() if surname else word.end()
    for title in _TITLE.finditer(text):
        yield title.span()


def _begins(text: str, start: int) -> bool:
    """Whether a word at this place begins a sentence."""
    before = text[:start].rstrip(" \t\"'”»(")
    return not before or before[-1] in ".?!:\n-–"


def _is_form(said: str, stems: Collection[str]) -> bool:
    """Whether a word is one of these names in some case: Pirkon, Pirkolla, Virtasen, Andersin."""
    ends = range(len(said), 1, -1)
    return any(said[:end] in stems and _CASES.fullmatch(said, end) is not None for end in ends)


def _stems_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for name in names for stem in _stems(name.casefold()))


def _stems(name: str) -> Iterator[str]:
    yield name
    if name.endswith("nen"):
        yield name[:-3] + "se"
        yield name[:-3] + "s"
    elif name[-1] not in "aeiouyäöå":
        yield name + "i"
    else:
        for strong, weak in _WEAK:
            if name[:-1].endswith(strong):
                yield name[: -1 - len(strong)] + weak + name[-1]
                break


_FIRST_STEMS, _COMMON_STEMS = _stems_of(_FIRST.split()), _stems_of(_COMMON.split())
