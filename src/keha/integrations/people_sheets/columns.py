"""Which column is what: recognised by its heading in three languages, else chosen by a person."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from keha.integrations.rule_sheets import columns


class Field(StrEnum):
    """What a column may hold."""

    NAME = "name"
    FAMILY = "family_name"
    GIVEN = "given_name"
    NUMBER = "number"
    TEAM = "team"
    SITE = "site"
    SHARE = "share"
    HOURS = "hours"
    ROLE = "role"
    LANGUAGE = "language"


# Beginnings of headings as people write them, without signs; the longest beginning that fits decides.
KNOWN: Mapping[Field, tuple[str, ...]] = MappingProxyType(
    {
        Field.NAME: ("name", "nimi", "koko nimi", "henkilö", "työntekijä", "namn", "hela namnet", "person", "anställd", "full name", "employee", "worker"),
        Field.FAMILY: ("family name", "sukunimi", "efternamn", "surname", "last name"),
        Field.GIVEN: ("given name", "etunimi", "etunimet", "kutsumanimi", "förnamn", "tilltalsnamn", "first name", "forename"),
        Field.NUMBER: ("number", "henkilönumero", "työntekijänumero", "henkilönro", "hlönro", "henkilö nro", "palkkanumero", "anställningsnummer", "personnummer hos arbetsgivaren", "anställningsnr", "employee number", "employee id", "staff number"),
        Field.TEAM: ("team", "tiimi", "työryhmä", "ryhmä", "yksikkö", "teamet", "grupp", "arbetsgrupp", "enhet", "group", "unit"),
        Field.SITE: ("site", "kohde", "kotikohde", "toimipiste", "työpiste", "objekt", "hemobjekt", "verksamhetsställe", "arbetsplats", "home site", "workplace"),
        Field.SHARE: ("share", "osuus", "työaikaprosentti", "työaika", "työaika %", "osa aikaprosentti", "andel", "arbetstidsprocent", "procent", "share of contract", "percentage", "fte"),
        Field.HOURS: ("hours", "tunnit viikossa", "viikkotyöaika", "viikkotunnit", "tuntia viikossa", "tunnit", "veckoarbetstid", "timmar per vecka", "timmar", "weekly hours", "hours a week", "hours per week"),
        Field.ROLE: ("role", "rooli", "tehtävä", "roll", "uppgift"),
        Field.LANGUAGE: ("language", "kieli", "asiointikieli", "språk", "kontaktspråk"),
    }
)  # fmt: skip


def recognised(headings: Sequence[str], remembered: Mapping[str, str]) -> tuple[Field | None, ...]:
    """What each column holds, as far as it can be told; each field once. See rule_sheets.columns."""
    return columns.recognised_by(headings, remembered, known=KNOWN)


def is_enough(chosen: Sequence[str]) -> bool:
    """Whether the columns tell whose row each is."""
    return Field.NAME in chosen or {Field.FAMILY, Field.GIVEN} <= set(chosen)
