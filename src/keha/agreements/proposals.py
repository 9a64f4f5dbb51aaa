"""Pure: a proposed wording of a rule, as it is kept in a draft and as it is adopted."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from keha.agreements.inflection import FigureKind
from keha.agreements.rules import Addressee, Comparison, Decider, Limit, RulingVerdict, SourceKind, Words
from keha.agreements.templates import FigureSlot, Filled, SourceLine, Template, fill

UNDO = timedelta(minutes=10)
OWN_WORDS_MAX = 60
LIMITS_MAX, SOURCES_MAX = 8, 6
NOTHING = Words("", "", "")


class DraftEnd(StrEnum):
    """How a draft came to its end."""

    ADOPTED = "adopted"
    DISCARDED = "discarded"


class WordsOrigin(StrEnum):
    """Where a rule's own words come from: a keeper's typing, or a question that a keeper has read."""

    TYPED = "typed"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A local figure of a proposal: which blank, and what stands in it."""

    key: str
    kind: FigureKind
    unit: str
    value: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that a version will say. figures: what a template's blanks were filled with; none in free words."""

    topic: str
    verdict: RulingVerdict
    decider: Decider
    addressee: Addressee
    title: Words
    text: Words
    why: Words = NOTHING
    limits: tuple[Limit, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    direct_route: bool = False
    review_months: int = 12

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages in which heading or text has not been written: sv, en."""
        return tuple(code for code in ("sv", "en") if not (self.title.of(code) and self.text.of(code)))

    @property
    def lacks_finnish(self) -> bool:
        """Whether heading or text has not been written in Finnish, in which every rule is read where nothing else is."""
        return not (self.title.fi and self.text.fi)


def to_body(proposal: Proposal) -> dict[str, Any]:
    """The proposal as plain values, ready for JSON."""
    body: dict[str, Any] = _plain(asdict(proposal))
    return body


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
    return value


def from_body(body: Mapping[str, Any]) -> Proposal:
    """The proposal of a draft's body. Raises KeyError, TypeError or ValueError for one that `to_body` did not write."""
    return Proposal(
        topic=body["topic"],
        verdict=RulingVerdict(body["verdict"]),
        decider=Decider(body["decider"]),
        addressee=Addressee(body["addressee"]),
        title=Words(**body["title"]),
        text=Words(**body["text"]),
        why=Words(**body["why"]),
        limits=tuple(map(_limit, body["limits"])),
        sources=tuple(map(_source, body["sources"])),
        figures=tuple(FigureLine(**(line | {"kind": FigureKind(line["kind"])})) for line in body["figures"]),
        direct_route=body["direct_route"],
        review_months=body["review_months"],
    )


def _limit(row: Mapping[str, Any]) -> Limit:
    value = None if row["value"] is None else Decimal(row["value"])
    return Limit(row["quantity"], Comparison(row["comparison"]), value, row["unit"], Words(**row["words"]))


def _source(row: Mapping[str, Any]) -> SourceLine:
    read = date.fromisoformat(row["read"]) if row["read"] else None
    return SourceLine(SourceKind(row["kind"]), Words(**row["name"]), row["address"], read)


def of_filled(filled: Filled) -> Proposal:
    """A template with its blanks filled, as a proposal."""
    template = filled.template
    return Proposal(
        topic=template.topic, verdict=template.verdict, decider=template.decider, addressee=template.addressee,
        title=template.title, text=filled.text, why=template.why, limits=filled.limits, sources=template.sources,
        figures=tuple(FigureLine(slot.key, slot.kind, slot.unit, value) for slot, value in filled.figures),
        direct_route=template.direct_route, review_months=template.review_months,
    )  # fmt: skip


def filled(proposal: Proposal, *, slug: str, fixed: bool) -> Filled:
    """The proposal as what is adopted: nothing in it is a blank any more."""
    slots = [FigureSlot(line.key, line.kind, line.unit, False, line.value) for line in proposal.figures]
    template = Template(
        slug=slug, topic=proposal.topic, verdict=proposal.verdict, decider=proposal.decider,
        addressee=proposal.addressee, fixed=fixed, direct_route=proposal.direct_route,
        review_months=proposal.review_months, title=proposal.title, text=proposal.text, why=proposal.why, route=None,
        figures=tuple(slots), limits=(), sources=proposal.sources,
    )  # fmt: skip
    return Filled(template, proposal.text, proposal.limits, tuple((slot, slot.value) for slot in slots))


def refilled(template: Template, figures: Mapping[str, str]) -> Proposal:
    """The template with these figures as a proposal. Raises as templates.fill does."""
    return of_filled(fill(template, figures))


def in_free_words(proposal: Proposal, given: Proposal) -> Proposal:
    """What somebody wrote over a proposal: the figures go with the blanks, whom to turn to stays."""
    return replace(given, figures=(), direct_route=proposal.direct_route, review_months=proposal.review_months)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, or its 28th where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, 28))


def is_locked(template: Template) -> bool:
    """Whether only the blanks may be changed: the text is binding, or says what law or a collective agreement says."""
    binding = {SourceKind.LAW, SourceKind.COLLECTIVE_AGREEMENT}
    return template.fixed or any(source.kind in binding for source in template.sources)


def slug_of(title: str, *, mark: str) -> str:
    """A topic's short name from a heading, told apart by a mark: ruokatauon_paikka_3f9a1c. At most 60 characters."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:48].strip("_")
    return f"{words or 'saanto'}_{mark}"


def is_same_substance(before: Proposal, after: Proposal) -> bool:
    """Whether people who consented to one have consented to the other: verdict, decider, limits and text are alike.

    Signs, capitals and spaces of the Finnish text do not matter; headings, reasons, sources and translations neither.
    """
    return _substance(before) == _substance(after)


def _substance(proposal: Proposal) -> tuple[Any, ...]:
    limits = [(row.quantity, row.comparison, row.value, _bare(row.words.fi)) for row in proposal.limits]
    return proposal.topic, proposal.verdict, proposal.decider, proposal.addressee, limits, _bare(proposal.text.fi)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\d+(?:[.,]\d+)*|\w+", text.casefold()))
