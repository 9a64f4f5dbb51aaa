"""How things look in every room's pages: signs, and dates as people say them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

# Each sign is drawn on a 24 x 24 sheet with one round pen; the colour is the text's.
SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "today": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
        "ask": '<path d="M4 5.5h16v11H11l-4.5 3.5v-3.5H4z"/>'
        '<path d="M10 9.3c.3-1.6 4-1.6 4 .4 0 1.5-2 1.5-2 3M12 14.6v.1"/>',
        "team": '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="5.4"/><circle cx="12" cy="12" r="1.6"/>',
        "load": '<path d="M4 20h16M7 20v-6M12 20V7M17 20v-9"/>',
        "me": '<circle cx="12" cy="8.5" r="3.7"/><path d="M4.8 20c1-4.2 4-5.6 7.2-5.6s6.2 1.4 7.2 5.6"/>',
        "tick": '<circle cx="12" cy="12" r="10.5"/><path stroke-width="2.4" d="m7.2 12.4 3.4 3.4 6.4-7.5"/>',
        "heads": '<circle cx="12" cy="12" r="10.5"/><circle cx="8.6" cy="10.4" r="1.8"/>'
        '<circle cx="15.4" cy="10.4" r="1.8"/><path d="M5.8 16.2c.7-2.4 4.9-2.4 5.6 0m1.2 0c.7-2.4 4.9-2.4 5.6 0"/>',
        "mark": '<circle cx="12" cy="12" r="10.5"/><path stroke-width="2.6" d="M12 6.4v7M12 17v.2"/>',
        "cross": '<circle cx="12" cy="12" r="10.5"/><path stroke-width="2.4" d="m8 8 8 8m0-8-8 8"/>',
        "arrow": '<circle cx="12" cy="12" r="10.5"/><path stroke-width="2.4" d="M6.8 12h10m-4-4.2 4.2 4.2-4.2 4.2"/>',
        "dash": '<circle cx="12" cy="12" r="10.5"/><path stroke-width="2.6" d="M7.4 12h9.2"/>',
        "i": '<circle cx="12" cy="12" r="10.5"/><path stroke-width="2.6" d="M12 11v6.4M12 6.8v.2"/>',
        "clock": '<circle cx="12" cy="12" r="10.5"/><path stroke-width="2.2" d="M12 6.4V12l3.8 2.4"/>',
        "next": '<path d="m9 5 7 7-7 7"/>',
        "out": '<path d="M10 5H5v14h14v-5M13 5h6v6m0-6-9 9"/>',
        "back": '<path d="m15 5-7 7 7 7"/>',
        "people": '<circle cx="8" cy="9" r="3"/><circle cx="16.5" cy="10" r="2.4"/>'
        '<path d="M2.5 19c.7-3.6 3-4.6 5.5-4.6s4.8 1 5.5 4.6m1.2-4.5c2.7-.8 5.8.2 6.8 3.5"/>',
        "phone": '<rect x="7" y="2.5" width="10" height="19" rx="2.5"/><path d="M11 18.5h2"/>',
        "print": '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>',
        "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/>',
    }
)

WEEKDAYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
        "sv": ("må", "ti", "on", "to", "fr", "lö", "sö"),
        "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    }
)
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NEAR_DAYS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "fi": ("eilen", "tänään", "huomenna"),
        "sv": ("i går", "i dag", "i morgon"),
        "en": ("yesterday", "today", "tomorrow"),
    }
)
AT_WORD: Mapping[str, str] = MappingProxyType({"fi": "klo", "sv": "kl.", "en": "at"})
FAR_DAYS = 180


def spoken_date(day: date, *, language: str) -> str:
    """A whole date with its year: 24.11.2026, 24 Nov 2026."""
    if language == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    return f"{day.day}.{day.month}.{day.year}"


def spoken_day(day: date, *, today: date, language: str) -> str:
    """A day as people say it: yesterday, today, tomorrow, else the weekday and date; the year only when far."""
    distance = (day - today).days
    if abs(distance) <= 1:
        return NEAR_DAYS[language][distance + 1]
    if abs(distance) > FAR_DAYS:
        return spoken_date(day, language=language)
    weekday = WEEKDAYS[language][day.weekday()]
    if language == "en":
        return f"{weekday} {day.day} {MONTHS_EN[day.month - 1]}"
    return f"{weekday} {day.day}.{day.month}" + ("." if language == "fi" else "")


def spoken_time(at: time, *, language: str) -> str:
    """A time of day: 6, 6.30 in Finnish and Swedish; 6:00, 6:30 in English."""
    if language == "en":
        return f"{at.hour}:{at.minute:02}"
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)


def spoken_hours(start: time, end: time, *, language: str) -> str:
    """From and to: 6–14, 6.30–14, 14–24 (midnight ends the day)."""
    midnight = "24:00" if language == "en" else "24"
    last = midnight if end == time(0) else spoken_time(end, language=language)
    return f"{spoken_time(start, language=language)}–{last}"


def _language() -> str:
    code = (get_language() or "fi").partition("-")[0]
    return code if code in WEEKDAYS else "en"


def _local(at: datetime) -> datetime:
    return timezone.localtime(at) if timezone.is_aware(at) else at


def _day(value: date) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


@register.filter
def day(value: date | None) -> str:
    """The day in words, seen from today's date here; nothing for nothing."""
    return spoken_day(_day(value), today=timezone.localdate(), language=_language()) if value else ""


@register.filter
def full_day(value: date | None) -> str:
    """The date with its year; nothing for nothing."""
    return spoken_date(_day(value), language=_language()) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """The time of day here; nothing for nothing."""
    return spoken_time(_local(value).time(), language=_language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Day and time: "tänään klo 14.40"; nothing for nothing."""
    return f"{day(value)} {AT_WORD[_language()]} {clock(value)}" if value else ""


@register.simple_tag
def hours(start: datetime, end: datetime) -> str:
    """From and to in local time: "6–14"."""
    return spoken_hours(_local(start).time(), _local(end).time(), language=_language())


@register.simple_tag
def icon(name: str, css: str = "icon") -> SafeString:
    """The sign as inline SVG, hidden from screen readers: the word always stands beside it. Raises KeyError."""
    drawing = mark_safe(SIGNS[name])  # noqa: S308  our own constant
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', css, drawing
    )


@register.filter
def short_day(value: date | None) -> str:
    """Day and month: 24.11., 24.11, 24 Nov; nothing for nothing."""
    if not value:
        return ""
    when, language = _day(value), _language()
    if language == "en":
        return f"{when.day} {MONTHS_EN[when.month - 1]}"
    return f"{when.day}.{when.month}" + ("." if language == "fi" else "")
