"""Signs, and dates in words."""

from datetime import UTC, date, datetime, time, timedelta
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from keha.web.components.templatetags import keha_look as look

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("ahead", "language", "words"),
    [
        (0, "fi", "tänään"),
        (1, "fi", "huomenna"),
        (-1, "fi", "eilen"),
        (2, "fi", "to 26.11."),
        (0, "sv", "i dag"),
        (2, "sv", "to 26.11"),
        (1, "en", "tomorrow"),
        (2, "en", "Thu 26 Nov"),
        (400, "fi", "29.12.2027"),
        (-400, "en", "20 Oct 2025"),
    ],
)
def test_a_day_is_said_as_people_say_it(ahead: int, language: str, words: str) -> None:
    said = look.spoken_day(TUESDAY + timedelta(days=ahead), today=TUESDAY, language=language)
    assert said == words


@pytest.mark.parametrize(
    ("start", "end", "language", "words"),
    [
        (time(6), time(14), "fi", "6–14"),
        (time(6, 30), time(14), "sv", "6.30–14"),
        (time(6, 5), time(14), "en", "6:05–14:00"),
        (time(14), time(0), "fi", "14–24"),
        (time(14), time(0), "en", "14:00–24:00"),
    ],
)
def test_hours_say_minutes_only_where_there_are_some(start: time, end: time, language: str, words: str) -> None:
    assert look.spoken_hours(start, end, language=language) == words


def test_instants_are_shown_in_local_time() -> None:
    with override("fi"):
        assert look.clock(datetime(2026, 11, 24, 4, 30, tzinfo=UTC)) == "6.30"
        assert look.hours(datetime(2026, 7, 1, 3, tzinfo=UTC), datetime(2026, 7, 1, 11, tzinfo=UTC)) == "6–14"


def test_an_instant_late_in_the_evening_belongs_to_the_local_day() -> None:
    with override("fi"):
        assert look.full_day(datetime(2026, 11, 23, 22, 30, tzinfo=UTC)) == "24.11.2026"


def test_a_moment_says_day_and_time() -> None:
    long_ago = datetime(2020, 1, 2, 12, 40, tzinfo=UTC)
    said = {}
    for language in ("fi", "sv", "en"):
        with override(language):
            said[language] = look.moment(long_ago)
    assert said == {"fi": "2.1.2020 klo 14.40", "sv": "2.1.2020 kl. 14.40", "en": "2 Jan 2020 at 14:40"}


def test_nothing_is_said_of_nothing() -> None:
    assert [look.day(None), look.full_day(None), look.clock(None), look.moment(None)] == [""] * 4


@pytest.mark.parametrize("name", sorted(look.SIGNS))
def test_every_sign_is_whole_svg_and_hidden_from_screen_readers(name: str) -> None:
    drawn = ElementTree.fromstring(look.icon(name))
    assert drawn.get("aria-hidden") == "true"
    assert len(drawn) >= 1


def test_every_verdict_has_a_sign() -> None:
    assert {"tick", "heads", "mark", "cross", "arrow", "dash", "i"} <= look.SIGNS.keys()


def test_an_unknown_sign_is_refused() -> None:
    with pytest.raises(KeyError):
        look.icon("smile")
