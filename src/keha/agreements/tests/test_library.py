"""The shipped library itself: complete, in three languages, with its law locked and its local figures blank."""

import hashlib
import re
from importlib import resources
from pathlib import Path

import pytest

from keha.agreements.inflection import LANGUAGES, NO_BREAK
from keha.agreements.rules import Addressee, Comparison, Decider, Ruling, RulingVerdict, SourceKind, is_bare_permission
from keha.agreements.templates import BLANK, Template, example_figures, fill, load, named_blanks, template_of

# Figures of law, collective agreement, authority guidance, standards and the emergency number. All others are blanks.
LOCKED = {
    "ruokatauko": {"6", "30"},
    "lepoajat": {"24", "11", "35", "9"},
    "lapsi_sairas": {"12", "4"},
    "vatsatauti": {"48"},
    "lampotilat": {"60", "12", "4", "6", "3"},
    "ylijaama": {"4", "6", "70"},
    "hygieniapassi": {"3"},
    "laatutaso": {"1", "5"},
    "tapaturma": {"112"},
    "yksintyo": {"112"},
    "vaarallinen_tyo": {"112"},
    "kiinteistovika": {"112"},
    "epaasiallinen": {"112"},
}
LOCKED_VALUES = {
    "ruokatauko": {6, 30, 60},
    "lepoajat": {11, 35, 9},
    "lapsi_sairas": {12, 4},
    "vatsatauti": {48},
    "lampotilat": {60, 12, 4, 6, 3},
    "ylijaama": {4, 6, 70},
    "hygieniapassi": {3},
}
REFERENCE_DIGEST = "c105ca0ce7e82135a9f9c33f8993b214f40612d23b4370d5dfe5f008a70c5bc8"

LAW_PAGES = Path(__file__).parents[4] / "docs" / "law"

every_template = pytest.mark.parametrize("template", load(), ids=lambda template: template.slug)


def test_the_library_has_eighty_topics_each_once() -> None:
    slugs = [template.slug for template in load()]
    assert len(slugs) == len(set(slugs)) == 80


def _parts(template: Template, language: str) -> list[str]:
    words = [template.title, template.text, template.why, *(limit.words for limit in template.limits)]
    words += [source.name for source in template.sources]
    if template.route is not None:
        words.append(template.route)
    return [each.of(language) for each in words]


@every_template
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_written_in_every_language(template: Template, language: str) -> None:
    for part in _parts(template, language):
        assert part.strip() == part != ""
        assert "  " not in part


@every_template
def test_every_blank_is_used_in_the_text_of_all_three_languages(template: Template) -> None:
    keys = {slot.key for slot in template.figures}
    for language in LANGUAGES:
        assert set(named_blanks(template.text.of(language))) == keys
        for limit in template.limits:
            assert set(named_blanks(limit.words.of(language))) <= keys


@every_template
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_written_out_is_a_locked_one(template: Template, language: str) -> None:
    parts = [template.title, template.text, template.why, *(limit.words for limit in template.limits)]
    if template.route is not None:
        parts.append(template.route)
    written = set(re.findall(r"\d+", " ".join(BLANK.sub("", part.of(language)) for part in parts)))
    assert written <= LOCKED.get(template.slug, set())


@every_template
def test_every_locked_value_of_a_limit_is_known(template: Template) -> None:
    values = {int(limit.value) for limit in template.limits if limit.value is not None}
    assert values <= LOCKED_VALUES.get(template.slug, set())


@every_template
def test_a_limit_with_a_figure_says_it_and_one_that_compares_has_a_figure(template: Template) -> None:
    for limit in template.limits:
        if limit.figure:
            assert all(limit.figure in named_blanks(limit.words.of(language)) for language in LANGUAGES)
        if limit.comparison is not Comparison.ONLY_IF:
            assert limit.figure or limit.value is not None


@every_template
def test_the_text_speaks_to_its_addressee(template: Template) -> None:
    speaks_to_many = template.text.fi.startswith(("Saatte", "Sopikaa", "Teidän", "Ette"))
    assert (template.addressee is Addressee.TE) is speaks_to_many


BEGINNINGS = {
    RulingVerdict.MAY: ("Saat", "Saatte"),
    RulingVerdict.MAY_NOT: ("Et saa",),
    RulingVerdict.MUST: ("Sinun pitää", "Teidän pitää"),
    RulingVerdict.NEED_NOT: ("Sinun ei tarvitse",),
    RulingVerdict.DEPENDS: ("Sopikaa tiimissä", "Kysy ensin esihenkilöltä"),
    RulingVerdict.INFO: ("",),
}


@every_template
def test_the_text_begins_with_its_verdict(template: Template) -> None:
    assert template.text.fi.startswith(BEGINNINGS[template.verdict])


@every_template
def test_no_topic_of_the_library_is_a_bare_permission(template: Template) -> None:
    filled = fill(template, example_figures(template))
    assert not is_bare_permission(
        Ruling(
            slug=template.slug, verdict=template.verdict, decider=template.decider,
            addressee=template.addressee, fixed=template.fixed, limits=filled.limits,
        )
    )  # fmt: skip


@every_template
def test_a_law_source_names_its_paragraph_page(template: Template) -> None:
    for source in template.sources:
        assert source.address.startswith("https://www.finlex.fi/") is (source.kind is SourceKind.LAW)
        assert source.read is None or source.kind is SourceKind.LAW


@every_template
def test_every_paragraph_a_rule_leans_on_has_a_page_that_names_the_rule(template: Template) -> None:
    pages = [page.read_text(encoding="utf-8") for page in LAW_PAGES.glob("*-*.md")]
    for source in template.sources:
        if source.kind in {SourceKind.LAW, SourceKind.COLLECTIVE_AGREEMENT}:
            named = f"- {source.name.fi.replace(NO_BREAK, ' ')} ·"
            assert [page for page in pages if named in page and f"`{template.slug}`" in page]


def test_the_direct_route_of_harassment_says_what_to_do_when_the_supervisor_is_the_problem() -> None:
    template = template_of("epaasiallinen")
    assert template.direct_route and template.route is not None
    assert "Jos esihenkilö on itse osallinen" in template.route.fi
    assert template.decider is Decider.SUPERVISOR and template.fixed


def test_a_direct_route_is_shown_exactly_where_its_words_are() -> None:
    assert all(template.direct_route is (template.route is not None) for template in load())


def _corrections() -> list[tuple[str, str, str, str, str]]:
    page = (resources.files("keha.agreements") / "library" / "CORRECTIONS.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return [(slug, language, place, was, now) for slug, language, place, was, now, _why in rows[1:]]


def test_the_filled_texts_are_the_reference_but_for_the_listed_corrections() -> None:
    texts: dict[tuple[str, str, str], str] = {}
    for template in load():
        filled = fill(template, example_figures(template))
        for language in LANGUAGES:
            texts[template.slug, language, "title"] = template.title.of(language)
            texts[template.slug, language, "text"] = filled.text.of(language).replace(NO_BREAK, " ")
    for slug, language, place, was, now in _corrections():
        assert texts[slug, language, place].count(now) == 1
        texts[slug, language, place] = texts[slug, language, place].replace(now, was)
    digest = hashlib.sha256()
    for slug in sorted(template.slug for template in load()):
        for language in LANGUAGES:
            digest.update(f"{texts[slug, language, 'title']}\n{texts[slug, language, 'text']}\n".encode())
    assert digest.hexdigest() == REFERENCE_DIGEST
