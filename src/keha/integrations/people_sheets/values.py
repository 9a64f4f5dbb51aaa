"""What a cell says of a person, as the house's own values; a cell that cannot be read is told, never guessed."""

import re
from decimal import Decimal, InvalidOperation

from keha.integrations.rule_sheets.values import Unclear
from keha.organisation.rules import Language, RoleKind

_ROLES: dict[RoleKind | None, tuple[str, ...]] = {
    None: ("", "-", "worker", "työntekijä", "medarbetare", "anställd", "employee"),
    RoleKind.TEAM_LEAD: ("team-lead", "team lead", "tiimivastaava", "teamansvarig", "vastaava"),
    RoleKind.FLOAT: ("float", "float worker", "varahenkilö", "kiertävä", "reserv", "vikariepool"),
    RoleKind.SUPERVISOR: ("supervisor", "esihenkilö", "esimies", "chef", "förman"),
    RoleKind.AREA_MANAGER: ("area-manager", "area manager", "aluepäällikkö", "områdeschef"),
    RoleKind.STEWARD: ("steward", "shop steward", "luottamusmies", "förtroendeman"),
    RoleKind.SAFETY: ("safety", "safety representative", "työsuojeluvaltuutettu", "arbetarskyddsfullmäktig"),
    RoleKind.ADMINISTRATOR: ("administrator", "pääkäyttäjä", "administratör"),
}
_LANGUAGES = {
    Language.FI: ("fi", "suomi", "finska", "finnish", "fi-fi"),
    Language.SV: ("sv", "ruotsi", "svenska", "swedish", "sv-fi", "sv-se"),
    Language.EN: ("en", "englanti", "engelska", "english", "en-gb", "en-us"),
}
MINUTES_MAX = 3000


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .")


def role_of(text: str) -> RoleKind | None:
    """The role besides a worker's; None: none. Raises Unclear."""
    for role, names in _ROLES.items():
        if _plain(text) in names:
            return role
    raise Unclear(text)


def language_of(text: str) -> Language:
    """fi, sv or en. Raises Unclear."""
    for language, names in _LANGUAGES.items():
        if _plain(text) in names:
            return language
    raise Unclear(text)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Unclear(text) from None


def share_of(text: str) -> int:
    """Share of a full contract, 1 to 100: "80 %", "80", "78,43" (rounded), and 0.8 as spreadsheets keep a percentage.

    Raises Unclear.
    """
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,6})?) ?(%|prosenttia|procent|percent)?", _plain(text))
    if match is None:
        raise Unclear(text)
    share = _number(match[1])
    if share <= 1 and not match[2]:
        share *= 100
    whole = int(share.to_integral_value())
    if not 1 <= whole <= 100 or share > 100:
        raise Unclear(text)
    return whole


def minutes_of(text: str) -> int:
    """Weekly working time in minutes: "38,25", "38:15", "38 h 15 min". Raises Unclear."""
    plain = _plain(text)
    if match := re.fullmatch(r"(\d{1,2})(?::| ?h(?: |$)|t(?: |$))(\d{1,2})?(?: ?min)?", plain):
        minutes = Decimal(int(match[1]) * 60 + int(match[2] or 0))
        if int(match[2] or 0) > 59:
            raise Unclear(text)
    elif match := re.fullmatch(r"(\d{1,2}(?:[.,]\d{1,6})?) ?(?:h|t|tuntia|timmar|hours)?", plain):
        minutes = _number(match[1]) * 60
    else:
        raise Unclear(text)
    whole = int(minutes.to_integral_value())
    if not 1 <= whole <= MINUTES_MAX:
        raise Unclear(text)
    return whole
