"""The whole wording of a rule on one form: its words, a row for each limit, a row for each source."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from keha.agreements.proposals import LIMITS_MAX, NOTHING, SOURCES_MAX, Proposal
from keha.agreements.rules import Addressee, Comparison, Decider, RulingVerdict, SourceKind
from keha.web.agreements.forms import LimitForm, SourceForm, WordingForm, initial_words, words

EMPTY = Proposal(
    topic="everyday", verdict=RulingVerdict.MAY, decider=Decider.TEAM, addressee=Addressee.TE, title=NOTHING,
    text=NOTHING,
)  # fmt: skip


class WordingSheet:
    """A proposal as forms. given: what was sent; None shows the proposal. An empty row waits for one more limit and source."""

    def __init__(self, proposal: Proposal = EMPTY, given: QueryDict | None = None) -> None:
        self.before = proposal
        self.words = WordingForm(given, initial=_words(proposal))
        self.limits = [
            LimitForm(given, prefix=f"limit{n}", initial=_limit(proposal, n))
            for n in range(_rows(given, "limit{}-comparison", len(proposal.limits) + 1, LIMITS_MAX))
        ]
        self.sources = [
            SourceForm(given, prefix=f"source{n}", initial=_source(proposal, n))
            for n in range(_rows(given, "source{}-name_fi", len(proposal.sources) + 1, SOURCES_MAX))
        ]

    @property
    def forms(self) -> Iterator[Any]:
        """All of them, for the list of what is to be mended."""
        yield from (self.words, *self.limits, *self.sources)

    @property
    def has_errors(self) -> bool:
        """Whether something that was sent is to be mended."""
        return any(form.is_bound and form.errors for form in self.forms)

    @property
    def opens_others(self) -> bool:
        """Whether the other languages stand open: something in them has to be mended, or they are all that is written."""
        only_they = not self.before.title.fi and self.before.title != NOTHING
        return only_they or any(field.errors for field in self.words.others)

    def is_valid(self) -> bool:
        """Whether all that was sent can be kept."""
        return all([form.is_valid() for form in self.forms])

    def proposal(self) -> Proposal:
        """What was sent, as a proposal in free words."""
        given, before = self.words.cleaned_data, self.before
        reads = [source.read for source in before.sources] + [None] * SOURCES_MAX
        sources = (form.source(read) for form, read in zip(self.sources, reads, strict=False))
        return Proposal(
            topic=given["topic"], verdict=RulingVerdict(given["verdict"]), decider=Decider(given["decider"]),
            addressee=Addressee(given["addressee"]), title=words(self.words, "title"), text=words(self.words, "text"),
            why=words(self.words, "why"), limits=tuple(limit for form in self.limits if (limit := form.limit())),
            sources=tuple(source for source in sources if source), direct_route=before.direct_route,
            review_months=before.review_months,
        )  # fmt: skip


def _rows(given: QueryDict | None, name: str, least: int, most: int) -> int:
    if given is None:
        return min(least, most)
    return max((n + 1 for n in range(most) if name.format(n) in given), default=0)


def _words(proposal: Proposal) -> dict[str, Any]:
    kinds = {"topic": proposal.topic, "verdict": proposal.verdict.value, "decider": proposal.decider.value}
    texts = initial_words("title", proposal.title) | initial_words("text", proposal.text)
    return kinds | {"addressee": proposal.addressee.value} | texts | initial_words("why", proposal.why)


def _limit(proposal: Proposal, number: int) -> dict[str, Any]:
    if number >= len(proposal.limits):
        return {}
    limit = proposal.limits[number]
    unit = "" if limit.comparison is Comparison.ONLY_IF else limit.quantity
    value = None if limit.value is None else limit.value.normalize()
    return {
        "comparison": limit.comparison.value, "value": None if value is None else f"{value:f}", "quantity": unit,
        **initial_words("words", limit.words),
    }  # fmt: skip


def _source(proposal: Proposal, number: int) -> dict[str, Any]:
    if number >= len(proposal.sources):
        return {"kind": SourceKind.TEAM.value}
    source = proposal.sources[number]
    return {"kind": source.kind.value, "address": source.address, **initial_words("name", source.name)}


def of_answer(question: str, answer: str, *, language: str) -> Proposal:
    """A proposal that grew from a question and its answer, in the question's language: what a person then edits."""
    title = " ".join(question.split()).rstrip("?")[:120]
    return Proposal(
        topic=EMPTY.topic, verdict=RulingVerdict.MAY, decider=Decider.TEAM, addressee=Addressee.TE,
        title=replace(NOTHING, **{language: title[:1].upper() + title[1:]}), text=replace(NOTHING, **{language: answer}),
    )  # fmt: skip
