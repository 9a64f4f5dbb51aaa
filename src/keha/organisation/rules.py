"""Pure: the kinds of the room, and the decisions of the door."""

from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address, ip_network

from keha.foundation.verdict import Verdict, all_of, holds


class SiteKind(StrEnum):
    """What kind of place is served."""

    SCHOOL = "school"
    DAY_CARE = "day-care"
    SERVICE_HOME = "service-home"
    HEALTH_CENTRE = "health-centre"
    OFFICE = "office"


class RoleKind(StrEnum):
    """What a person is besides a worker of a team."""

    TEAM_LEAD = "team-lead"
    FLOAT = "float"
    SUPERVISOR = "supervisor"
    AREA_MANAGER = "area-manager"
    STEWARD = "steward"
    SAFETY = "safety"
    ADMINISTRATOR = "administrator"


class NumberKind(StrEnum):
    """Whose number it is. In the order in which a page lists what is equally near."""

    SUPERVISOR_ON_DUTY = "supervisor-on-duty"
    MAINTENANCE = "maintenance"
    SECURITY = "security"
    OCCUPATIONAL_HEALTH = "occupational-health"
    SAFETY_REPRESENTATIVE = "safety-representative"
    STEWARD = "steward"
    OTHER = "other"


class Language(StrEnum):
    """The languages of the screens."""

    FI = "fi"
    SV = "sv"
    EN = "en"


CODE_DIGITS = 8
CODE_LIFETIME = timedelta(minutes=10)
WRONG_TRIES_MAX = 20
WRONG_TRIES_WIDE_MAX = 40
WRONG_TRIES_DEVICE_MAX = 5
WRONG_TRIES_WINDOW = timedelta(minutes=30)
STATE_LIFETIME, STATE_KEPT = timedelta(minutes=10), timedelta(days=1)
KEY_SHOWN, KEYS_MAX = timedelta(minutes=10), 4
SESSION_IDLE = timedelta(hours=3)
SESSION_LENGTH = timedelta(hours=12)


def may_be_used(*, expires_at: datetime, used_at: datetime | None, at: datetime) -> Verdict:
    """A code works once, until it expires."""
    return all_of(
        holds(used_at is None, otherwise="organisation.code-used"),
        holds(at < expires_at, otherwise="organisation.code-expired"),
    )


def may_try(wrong_tries: int, most: int = WRONG_TRIES_MAX) -> Verdict:
    """Only wrong codes count, so that a whole shift behind one address gets in.

    wrong_tries: of one kind of asker in the last 30 minutes; most: see askers.
    """
    return holds(wrong_tries < most, otherwise="organisation.too-many-tries")


DEVICE = "device "


def askers(asker: str) -> dict[str, int]:
    """Whose wrong codes are counted together, and how many each may have.

    asker: "device …" of a device that somebody has signed in on: its tries are its own, and nobody beside it can use
    them up; else the address, which counts for its neighbourhood (256 addresses) and for the wide network around it.
    """
    if asker.startswith(DEVICE):
        return {asker: WRONG_TRIES_DEVICE_MAX}
    try:
        address = ip_address(asker)
    except ValueError:
        return {asker: WRONG_TRIES_MAX}
    near, wide = (24, 16) if address.version == 4 else (56, 40)
    return {
        str(ip_network((address, near), strict=False)): WRONG_TRIES_MAX,
        str(ip_network((address, wide), strict=False)): WRONG_TRIES_WIDE_MAX,
    }


def is_alive(*, since: datetime, seen: datetime, at: datetime, idle: timedelta = SESSION_IDLE) -> bool:
    """A session ends 3 h after the last click (idle: on a shared tablet 10 min), and 12 h after it began in any case."""
    return at - seen < idle and at - since < SESSION_LENGTH


def in_groups(code: str) -> str:
    """A code as people read it out: 4829-1360."""
    return f"{code[:4]}-{code[4:]}"


def only_digits(text: str) -> str:
    """A code as people type it: spaces and dashes do not matter."""
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())
