"""What a cell says, as the house's own values; a cell that cannot be read is told, never guessed."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from keha.agreements.rules import Decider, RulingVerdict

_VERDICTS: dict[RulingVerdict, tuple[str, ...]] = {
    RulingVerdict.MAY: ("may", "saa", "kyllä", "sallittu", "får", "ja", "tillåtet", "yes", "allowed", "saa tehdä", "lupa"),
    RulingVerdict.MAY_NOT: ("may_not", "may not", "ei saa", "ei", "kielletty", "får inte", "nej", "förbjudet", "no", "not allowed", "forbidden"),
    RulingVerdict.MUST: ("must", "pitää", "täytyy", "on tehtävä", "pakko", "ska", "måste", "required", "pakollinen"),
    RulingVerdict.NEED_NOT: ("need_not", "need not", "ei tarvitse", "ei pakko", "behöver inte", "optional", "vapaaehtoinen"),
    RulingVerdict.DEPENDS: ("depends", "sovitaan", "sovitaan tiimissä", "riippuu", "harkinnan mukaan", "kysy", "beror på", "man kommer överens", "ask first", "kysy ensin"),
    RulingVerdict.INFO: ("info", "tieto", "tiedoksi", "ohje", "information", "till kännedom"),
}  # fmt: skip
_DECIDERS: dict[Decider, tuple[str, ...]] = {
    Decider.WORKER: ("worker", "työntekijä", "itse", "jokainen itse", "minä", "kukin itse", "medarbetaren", "själv", "var och en", "each worker", "myself"),
    Decider.TEAM: ("team", "tiimi", "työryhmä", "yhdessä", "teamet", "arbetsgruppen", "the team", "tillsammans"),
    Decider.SUPERVISOR: ("supervisor", "esihenkilö", "esimies", "päällikkö", "johtaja", "chef", "chefen", "förman", "the supervisor", "manager", "työnantaja"),
}  # fmt: skip
_YES = {"yes", "kyllä", "on", "x", "1", "true", "ja", "sitova", "pakollinen", "bindande", "binding"}
_NO = {"", "no", "ei", "0", "false", "nej", "-"}


class Unclear(ValueError):
    """The cell says something, and it cannot be told what."""


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("_", " ")).strip(" .!?-").casefold()


def verdict_of(text: str) -> RulingVerdict:
    """What a rule says. Raises Unclear."""
    wanted = _plain(text)
    for verdict, names in _VERDICTS.items():
        if wanted in {_plain(name) for name in names}:
            return verdict
    raise Unclear(text)


def decider_of(text: str) -> Decider:
    """Who decides. Raises Unclear."""
    wanted = _plain(text)
    for decider, names in _DECIDERS.items():
        if wanted in {_plain(name) for name in names}:
            return decider
    raise Unclear(text)


def flag_of(text: str) -> bool:
    """Yes or no; an empty cell is no. Raises Unclear."""
    wanted = _plain(text)
    if wanted in _YES:
        return True
    if wanted in _NO:
        return False
    raise Unclear(text)


_DAYS = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})"), (3, 2, 1)),
)


def day_of(text: str) -> date:
    """A day written as 24.11.2026 or 2026-11-24. Raises Unclear, also for 11/24/2026: which is the month?"""
    for pattern, (year, month, day) in _DAYS:
        if match := pattern.fullmatch(text.strip()):
            try:
                return date(int(match[year]), int(match[month]), int(match[day]))
            except ValueError:
                raise Unclear(text) from None
    raise Unclear(text)


def months_of(text: str) -> int:
    """A whole number of months, 1 to 60; 12,0 is 12. Raises Unclear."""
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?) ?(?:kk|kuukautta|mån|månader|months?)?\.?", text.strip().casefold())
    try:
        months = Decimal(match[1].replace(",", ".")) if match else Decimal(0)
    except InvalidOperation:
        raise Unclear(text) from None
    if months != months.to_integral_value() or not 1 <= months <= 60:
        raise Unclear(text)
    return int(months)


def review_months(text: str, *, since: date) -> int:
    """How many months after a day the rule is looked at again: told as a number of months, or as a day. Raises Unclear."""
    try:
        return months_of(text)
    except Unclear:
        day = day_of(text)
    months = (day.year - since.year) * 12 + day.month - since.month
    if not 1 <= months <= 60:
        raise Unclear(text)
    return months
