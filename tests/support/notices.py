"""For the generated tests: one thing of each kind of notices, and what each form sends."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils import timezone

from keha.notices.actions import Notice, Told, choosing, tell
from keha.notices.models import KeptNotice, Parcel
from keha.notices.rules import ChannelKind, NoticeKind
from tests.support.people import Who

# Which of a person's things an address is tried with; the first one is where its form does something.
THINGS: Mapping[str, tuple[str, ...]] = {
    "notices:open": ("notice",),
    "notices:unsubscribe": ("subscription",),
    "notices:again": ("parcel",),
    "notices:drop": ("parcel",),
}
# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = dict.fromkeys(
    ("notices:again", "notices:drop", "notices:sms", "notices:teams"), "administrator"
)
KEY, AUTH = "B" * 86 + "A", "A" * 22


def things(who: Who, mate: Who, rule: Any) -> dict[str, Any]:
    """Ids by name, made inside the person's employer; rule: one of her team's."""
    now = timezone.now()
    notice = Notice(
        NoticeKind.ROUND_CLOSED, lambda _language: Told("Ehdotus hyväksyttiin"), ("rule", rule), "/team/rules/",
        f"generated {uuid4()}",
    )  # fmt: skip
    tell(notice, to=[who.person], at=now)
    browser = choosing.Browser(f"https://push.example/{uuid4()}", KEY, AUTH, "Chrome, Android")
    made = choosing.subscribe(browser, by=who.actor(), at=now)
    # As one is left after its last try.
    parcel = Parcel.objects.create(
        channel=ChannelKind.PUSH.value, person_id=who.person, target=made.pk, due_at=now, tries=6, stuck_at=now,
        why="busy-503",
    )  # fmt: skip
    kept = KeptNotice.objects.get(person_id=who.person, key=notice.key)
    return {"notice": kept.pk, "subscription": made.pk, "parcel": parcel.pk}


def values(ids: Mapping[str, Any], thing: str) -> dict[str, Any]:
    """The parameters of addresses by name, for one of a person's things."""
    return {
        "notice_id": ids.get("notice"), "subscription_id": ids.get("subscription"), "parcel_id": ids.get("parcel"),
    }  # fmt: skip


def bodies(own: Mapping[str, Any], world: Any) -> dict[str, dict[str, str]]:
    """What each form sends when it is filled in rightly, by the address's name."""
    return {
        "notices:open": {},
        "notices:open_all": {},
        "notices:settings": {"wanted": "round_asks", "at_any_time": "no", "gathered": "yes", "mail": "a@example.org", "phone": "040 123 4567"},
        "notices:subscribe": {"endpoint": "https://push.example/new", "key": KEY, "auth": AUTH},
        "notices:unsubscribe": {},
        "notices:again": {},
        "notices:drop": {},
        "notices:sms": {"address": "https://sms.example/send", "secret": "hush"},
        "notices:teams": {"team": str(own["team"]), "address": "https://teams.example/flow"},
    }  # fmt: skip
