"""The words of units in three languages, as people write and say them."""

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and how many of it the word is: a quarter is 15 minutes. tokens: how many words it took."""

    kind: str
    factor: Decimal = Decimal(1)
    about: str = ""
    tokens: int = 1


# Only right after digits: a letter alone is no word.
_SIGNS = {
    "h": Unit("hours"), "t": Unit("hours"), "v": Unit("years"), "e": Unit("euros"), "c": Unit("celsius"),
    "%": Unit("percent"), "€": Unit("euros"), "°": Unit("celsius"), "g": Unit("kilograms", Decimal("0.001")),
    "l": Unit("litres"), "m": Unit("metres"), "x": Unit("times"), "yo": Unit("years"),
}  # fmt: skip

_PATTERNS: tuple[tuple[Unit, str], ...] = (
    (Unit("minutes"), r"min|minuu\w*|mins(?:a|aa|an|at|ais\w*|u|uu|un|assa|alla)?|minut(?:en|er|erna|ers)?|minutes?"),
    (Unit("minutes", Decimal(30)), r"halvtim(?:me|ma|mes|men)"),
    (Unit("minutes", Decimal(15)), r"vart(?:ti|in|tia|tii|tiin|iks|iksi|tis|issa|illa|il)|kvart(?:en|ar)?"),
    (Unit("hours"), r"tun(?:ti|tia|tii|tie\w*|tiin|nin|niks|niksi|nilla|nil|nissa|nis|nista|tinen|tis\w*)|"
                    r"tim|timm(?:e|en|a|ar|ars|arna|es)|hours?|hrs?"),
    (Unit("hours", Decimal(24)), r"vuorokau\w*|vrk\w{0,2}|dygn(?:et|s)?"),
    (Unit("working_days"), r"työpäiv\w*|arbetsdag\w*|workdays?"),
    (Unit("weekdays"), r"arkipäiv\w*|arkipv|vardag(?:en|ar|ars|arna)?|weekdays?"),
    (Unit("days"), r"\w*päiv(?:ä|än|ää|äks|äksi|ässä|äs|ältä|ällä|äl|ästä|ään|iä|ien|inä|ii|ät|äinen|äis\w*)|pv|pvää|"
                   r"(?:sjuk)?dag(?:en|ar|ars|arna|s)?|days?"),
    (Unit("weekends"), r"viikonlo[pu]\w*|veckoslut\w*|helg(?:en|er)?|weekends?"),
    (Unit("weeks"), r"viikko(?:a|o|on|ja|jen|inen)?|viikoks?i?|viiko(?:n|ssa|s|lla|l|lle|sta)|vk|vko\w{0,2}|"
                    r"veck(?:a|an|or|ors|orna)|weeks?"),
    (Unit("months"), r"kuukau\w*|kk|månad(?:en|er|ers|erna|s)?|mån|months?"),
    (Unit("years"), r"vuotia\w*|vuotis\w*|vuo(?:si|tta|tt|den|dessa|des|deks|deksi|tena)|vee|år|års|åri(?:g\w*|ng\w*)|"
                    r"years?|yrs?|yearold"),
    (Unit("euros"), r"euro(?!pp)\w*|eur|egee|ekee"),
    (Unit("celsius"), r"aste(?:tta|t|en|ita|isiin|iseen|essa|es|eseen|eeseen|ista|is\w*|inen)?|"
                      r"grad(?:er|ers|en|ig\w*)?|degrees?|celsius\w*"),
    (Unit("kilometres"), r"km|kilo(?:metri\w*|meters?|metres?)"),
    (Unit("kilograms"), r"kg|kilo(?:a|o|n|t|s|ks|ksi|ja|inen|is\w*|lla|sta)?|kilogram\w*"),
    (Unit("kilograms", Decimal("0.001")), r"gramma\w*|gram(?:s|mes)?"),
    (Unit("litres"), r"litra\w*|liter|liters|litres?"),
    (Unit("metres"), r"metri\w*|meter|meters|metres?"),
    (Unit("percent"), r"prosen\w*|pros|prossa\w*|procent\w*|percent"),
    (Unit("people"), r"hen(?:k|g)e\w*|henkilö\w*|hlö\w{0,2}|ihmi\w*|person(?:er|ers|s)?|people|oppila\w*|elev(?:er|ers)?|"
                     r"pupils?"),
    (Unit("times"), r"kert\w*|kerra\w*|gång(?:er|en)?|times?|krt"),
    (Unit("shifts"), r"(?:työ|ilta|aamu|yö)?vuoro(?:a|n|o|ssa|ja|t|ks|ksi|sta)?|skift(?:et|en|s)?|shifts?"),
    (Unit("wishes"), r"(?:vuoro)?toive\w*|önskemål\w*|wish(?:es)?"),
)  # fmt: skip
_COMPILED = tuple((unit, re.compile(pattern)) for unit, pattern in _PATTERNS)
_MONEY = re.compile(r"(?:ki|\w*ky)mp(?:pi|in|illä|il|piä|pii|pin)|satase(?:n|lla|l)|satanen|satasta|satku\w*")
_MANY_WORDS = {
    ("working", "day"): "working_days", ("working", "days"): "working_days", ("work", "days"): "working_days",
    ("per", "cent"): "percent", ("year", "old"): "years", ("years", "old"): "years", ("°", "c"): "celsius",
}  # fmt: skip
# What may stand between a number and its unit.
BETWEEN = frozenset(
    [
        "-",
        "–",
        "—",
        "peräkkäistä",
        "peräkkäisen",
        "perättäistä",
        "kokonaista",
        "kokonaisen",
        "täyttä",
        "ylimääräistä",
        "lisää",
        "hela",
        "extra",
        "hel",
        "full",
        "whole",
        "consecutive",
        "more",
    ]
)
_HALVES = {"an": Decimal("0.5"), "a": Decimal("0.5"), "of": Decimal("0.5")}

_BARE_HOUR = re.compile(r"tunti|tunnin|tunniks|tunniksi|tunnilla|tunnil|tuntiin|vart(?:ti|in|iks|iksi|tiin)|halvtim\w+")
_LASTS = frozenset(
    [
        "ajan",
        "ajaks",
        "ajaksi",
        "aikaa",
        "ennen",
        "pois",
        "verran",
        "sitten",
        "päästä",
        "kuluttua",
        "sisällä",
        "putkeen",
        "mittainen",
        "mittaisen",
        "kestävä",
        "kestävän",
        "kestävään",
        "poissa",
        "ilman",
        "töissä",
        "työtä",
        "etukäteen",
        "kokeilu",
        "kokeilusta",
        "kokeiluun",
        "myöhässä",
        "jälkeen",
    ]
)
_BARE_LONG = re.compile(r"päivä[nä]|viikon|viikkoa|viikoks|viikoksi|kuukauden|kuukautta|vuoden|vuotta|vuodeks|vuodeksi")
_CLOCK_AROUND = frozenset(["yli", "vailla", "vaille", "över", "i", "past", "to"])
_NO_NOUNS = frozenset(
    [
        "ja",
        "tai",
        "eli",
        "kun",
        "jos",
        "niin",
        "sitten",
        "muuta",
        "muut",
        "jälkeen",
        "ennen",
        "asti",
        "saakka",
        "saako",
        "voiko",
        "pitää",
        "on",
        "oli",
        "och",
        "eller",
        "när",
        "om",
        "får",
        "kan",
        "efter",
        "före",
        "and",
        "or",
        "when",
        "may",
        "can",
        "after",
        "before",
        "more",
        "muita",
        "ekaa",
        "viimeistä",
        "vain",
        "vaan",
        "aikaa",
    ]
)


def unit_of(word: str, following: str, *, digits: bool = False) -> Unit | None:
    """The unit a word means, right after a number. digits: the number was digits, so that "70 e" is euros."""
    if kind := _MANY_WORDS.get((word, following)):
        return Unit(kind, tokens=2)
    if digits and word in _SIGNS:
        return _SIGNS[word]
    if digits is False and (found := _money_of(word)):
        return found
    if word in _HALVES and (unit := unit_of(following, "")):
        return Unit(unit.kind, unit.factor, tokens=2)
    return next((unit for unit, pattern in _COMPILED if pattern.fullmatch(word)), None)


def _money_of(word: str) -> Unit | None:
    """Spoken money: a tenner, a hundred; "kympiltä" is a time of day."""
    return Unit("euros", Decimal(100 if word.startswith("sat") else 10)) if _MONEY.fullmatch(word) else None


def bare_unit_of(word: str, before: str, following: str) -> Unit | None:
    """A unit that stands for one of it without a number: "tunniksi", "viikkoa ennen", "kympillä"."""
    if money := _money_of(word):
        return money
    if word in {"halvår", "halvårs"}:
        return Unit("months", Decimal(6))
    if word in _SHARES:
        return Unit("percent", _SHARES[word])
    if _BARE_HOUR.fullmatch(word) and following not in _CLOCK_AROUND and before not in {"joka", "yli"}:
        return unit_of(word, "")
    if _BARE_LONG.fullmatch(word) and following in _LASTS and before not in {"tämän", "ensi", "viime", "joka"}:
        return unit_of(word, "")
    return None


_SHARES = {
    "neljännes": Decimal(25), "neljänneksen": Decimal(25), "neljänneksellä": Decimal(25), "fjärdedel": Decimal(25),
    "kolmannes": Decimal(33), "kolmanneksen": Decimal(33), "tredjedel": Decimal(33), "puolet": Decimal(50),
    "puolella": Decimal(50), "hälften": Decimal(50),
}  # fmt: skip


def noun_of(word: str) -> str:
    """The word, when it can be something counted; else blank."""
    return word if len(word) > 3 and word.isalpha() and word not in _NO_NOUNS else ""
