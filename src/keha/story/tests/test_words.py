"""What the story says: how many there are, three languages of everything, and rules that can be adopted."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from keha.agreements import templates
from keha.agreements.merging import loosens
from keha.agreements.rules import Ruling
from keha.foundation.languages import LANGUAGES
from keha.organisation.rules import RoleKind, SiteKind
from keha.story import lawbook, talk
from keha.story.cast import Cast, etelaranta, lahdenpera, table

FILES = ("lahdenpera", "etelaranta", "rules", "rights", "asked", "open", "climbed", "skills")


def said(words: Any, where: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every table of a file that says something in a language, with its address."""
    if isinstance(words, dict):
        if words.keys() & set(LANGUAGES):
            yield where, {key: text for key, text in words.items() if isinstance(text, str)}
        for key, inner in words.items():
            yield from said(inner, f"{where}.{key}")
    elif isinstance(words, list):
        for number, inner in enumerate(words):
            yield from said(inner, f"{where}[{number}]")


def test_lahdenpera_has_its_54_people_in_seven_teams_and_sixteen_sites() -> None:
    cast = lahdenpera()
    sizes = Counter(line.team for line in cast.people if line.team)
    assert (len(cast.people), len(cast.teams), len(cast.sites)) == (54, 7, 16)
    assert sizes.keys() == {team.code for team in cast.teams}
    assert 4 <= min(sizes.values()) <= max(sizes.values()) <= 12


def test_ten_work_part_time_with_shares_that_differ() -> None:
    shares = sorted(line.share for line in lahdenpera().people if line.share < 100)
    assert len(shares) == 10
    assert shares[0] == 40
    assert shares[-1] == 80
    assert len(set(shares)) >= 6


def test_roles_are_as_in_a_real_service_area() -> None:
    cast = lahdenpera()
    roles = Counter(role for line in cast.people for role in line.roles)
    assert roles[RoleKind.FLOAT] == 3
    assert roles[RoleKind.TEAM_LEAD] == 7
    for one in (RoleKind.AREA_MANAGER, RoleKind.STEWARD, RoleKind.SAFETY, RoleKind.ADMINISTRATOR):
        assert roles[one] == 1, one
    assert len({team.supervisor for team in cast.teams}) == 3
    assert {site.kind for site in cast.sites} == set(SiteKind)
    assert sum(line.newcomer for line in cast.people) == 2
    languages = Counter(line.language for line in cast.people)
    assert languages["fi"] > languages["sv"] >= 5
    assert languages["en"] >= 5


@pytest.mark.parametrize("cast", [lahdenpera(), etelaranta()], ids=lambda cast: cast.code)
def test_a_cast_holds_together(cast: Cast) -> None:
    sites = {site.code for site in cast.sites}
    assert len({line.name for line in cast.people}) == len({line.key for line in cast.people}) == len(cast.people)
    for team in cast.teams:
        assert set(team.sites) <= sites
        assert cast.person(team.supervisor).team == ""
        assert 4 <= len(cast.of_team(team.code)) <= 12
    for line in cast.people:
        assert {day.site for day in line.week} <= sites
        assert bool(line.week) == bool(line.team)


def test_the_county_looks_like_lahdenpera_on_purpose() -> None:
    one, other = lahdenpera(), etelaranta()
    assert {team.code for team in one.teams} & {team.code for team in other.teams}
    assert {site.code for site in one.sites} & {site.code for site in other.sites}
    assert {line.name for line in one.people} & {line.name for line in other.people}
    assert one.area_code == other.area_code


@pytest.mark.parametrize("file", FILES)
def test_every_text_stands_in_three_languages(file: str) -> None:
    found = list(said(table(file)))
    assert found
    for where, words in found:
        assert set(LANGUAGES) <= words.keys(), where
        assert all(words[language].strip() for language in LANGUAGES), where


def test_all_eighty_rules_are_adopted_and_end_with_lahdenperas_own_figures() -> None:
    book = lawbook.of_lahdenpera()
    assert {adopted.template.slug for adopted in book.adopted} == {one.slug for one in templates.load()}
    for adopted in book.adopted:
        figures = dict(adopted.figures)
        templates.fill(adopted.template, figures)
        for change in adopted.changes:
            assert not change.figures.items() <= figures.items()
            figures |= change.figures
            templates.fill(adopted.template, figures)
        assert figures == dict(templates.example_figures(adopted.template))


def test_some_rules_have_two_and_some_three_versions() -> None:
    changes = Counter(len(adopted.changes) for adopted in lawbook.of_lahdenpera().adopted)
    assert changes[1] + changes[2] >= 6
    assert changes[2] >= 2


def test_own_rules_are_on_topics_of_their_own_but_for_one_that_is_tighter_than_everybodys() -> None:
    book = lawbook.of_lahdenpera()
    slugs = [own.template.slug for own in book.own]
    assert len(slugs) == len(set(slugs))
    (tighter,) = (own.template for own in book.own if templates.is_of_library(own.template))
    wide = next(adopted for adopted in book.adopted if adopted.template.slug == tighter.slug)
    own, everybodys = (
        Ruling(one.template.slug, one.template.verdict, one.template.decider, one.template.addressee, False, one.limits)
        for one in (templates.fill(tighter, {}), templates.fill(wide.template, wide.changes[-1].figures))
    )
    assert loosens(own, everybodys) and not loosens(everybodys, own)
    assert Counter(own.team for own in book.own)["aurinkokeittio"] == 4
    assert sum(bool(own.site) for own in book.own) == 1
    for own in book.own:
        templates.fill(own.template, {})
        assert own.valid_days is None or own.days - own.valid_days == 1
        assert (own.retired_days is None) == (own.reason is None)


def test_the_past_is_spread_over_teams_and_five_weeks() -> None:
    past = talk.load().past
    assert 60 <= len(past) <= 100
    assert {row.team for row in past} == {team.code for team in lahdenpera().teams}
    assert min(row.days for row in past) >= 1
    assert max(row.days for row in past) <= 35
    known = {one.slug for one in templates.load()}
    assert all(row.rule in known if row.rule else row.line.answer for row in past)
    assert {row.line.ending for row in past} == set(talk.Ending)


def test_nothing_is_asked_twice() -> None:
    told = talk.load()
    lines = [*(row.line for row in told.past), *told.open, *told.answered, *told.unnamed]
    texts = [text for line in lines for text in (line.text.fi, line.text.sv, line.text.en)]
    assert len(texts) == len(set(texts))
    assert all(line.answer for line in (*told.open, *told.answered, *told.unnamed))
