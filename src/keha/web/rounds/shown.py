"""A round as its page shows it: what is proposed, what changes, who stands where, and what one may do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from keha.agreements import keeping, policies, proposals, wording
from keha.agreements.consent import QUIET, RoundEnd, RoundKind, Stand, Stood, VoiceKind
from keha.agreements.models import Draft, Round, RoundQuestion, Voice
from keha.agreements.proposals import Proposal
from keha.agreements.queries import rounds
from keha.agreements.queries.rounds import Asked
from keha.agreements.rules import headline
from keha.agreements.wording import rounds as words
from keha.foundation.languages import said
from keha.foundation.verdict import Verdict
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.web.agreements.cards import Card, card_for, reader_of
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked as Request


@dataclass(frozen=True, slots=True)
class Whole:
    """A round with all that is read of it. asked: who is asked now, or how they were counted at the end."""

    round: Any
    teams: tuple[Team, ...]
    voices: list[Voice]
    questions: list[RoundQuestion]
    asked: Asked

    @property
    def team_ids(self) -> list[UUID]:
        """The teams that are asked."""
        return [team.pk for team in self.teams]

    @property
    def is_open(self) -> bool:
        """Whether people may still say what they think."""
        return self.round.end_kind is None

    def is_inside(self, actor: Actor) -> bool:
        """Whether the reader is one of those who are asked: they see one another's names."""
        return bool(actor.team_ids & set(self.team_ids))


def whole(request: Request, round_id: UUID) -> Whole:
    """A round that the reader sees, with everything. Raises Http404. Six queries; four once it has ended."""
    found = rounds.find(round_id, request.actor)
    if found is None:
        raise Http404
    voices = rounds.voices_of(round_id)
    teams = rounds.teams_in(found)
    if found.end_kind:
        asked = rounds.counted_of(found)
    else:
        asked = rounds.asked_of(found, voices, at=timezone.now(), teams=teams)
    return Whole(found, teams, voices, rounds.questions_of(round_id), asked)


def proposal_of(found: Round) -> Proposal:
    """What is proposed; of a retirement the rule that would end."""
    return proposals.from_body(found.draft.proposal if found.draft else found.before or {})


def title_of(found: Round) -> str:
    """The heading of what is proposed, in the reader's language or in Finnish."""
    proposal = proposal_of(found)
    return proposal.title.of(reader_language()) or proposal.title.fi


def cards(request: Request, found: Any) -> tuple[Card, Any]:
    """The card as it would answer (of a retirement as it answers now), and the headline for the words of the round.

    One query, three where the topic has a direct route. The headline is blank where no words were given.
    """
    now, today = timezone.now(), timezone.localdate()
    draft = found.draft or Draft(
        rule=found.rule, area=found.rule.area, team=found.rule.team, site=found.rule.site, proposal=found.before
    )
    story = keeping.preview(draft, at=now, today=today)
    reader = reader_of(request.actor, today=today, language=reader_language())
    after = card_for(story, reader, question=found.asked).headline if found.asked else ""
    return replace(card_for(story, reader), agreed_by=""), after


@dataclass(frozen=True, slots=True)
class Change:
    """A part that would be different. before: empty where there was none."""

    what: str
    before: str
    after: str


def changes(found: Round) -> list[Change]:
    """What would be different against the rule as it stood when the round began."""
    if found.kind != RoundKind.CHANGE or not found.before:
        return []
    old, new = _parts(proposals.from_body(found.before)), _parts(proposal_of(found))
    return [Change(what, old[what], new[what]) for what in new if old[what] != new[what]]


def _parts(proposal: Proposal) -> dict[str, str]:
    language = reader_language()
    return {
        _("What the rule says"): verdict_words(proposal),
        _("Who decides within it"): str(wording.DECIDERS[proposal.decider]),
        _("Heading"): proposal.title.of(language) or proposal.title.fi,
        _("What has been agreed, whole"): proposal.text.of(language) or proposal.text.fi,
        _("Limits"): "\n".join(row.words.of(language) or row.words.fi for row in proposal.limits),
        _("Why it is so"): proposal.why.of(language) or proposal.why.fi,
    }


def verdict_words(proposal: Proposal) -> str:
    """The headline that a proposal would answer with."""
    ruling = keeping.ruling_of(proposal, slug="", fixed=False)
    return wording.headline_sentence(headline(ruling), addressee=proposal.addressee, language=reader_language()) or str(
        _("Only information")
    )


@dataclass(frozen=True, slots=True)
class Row:
    """Where somebody stands. note: why her silence counts or does not, while she has not answered."""

    name: str
    stand: Any
    sign: str
    note: str


_SIGNS = {
    Stand.CONSENTS: "tick", Stand.WISHES: "tick", Stand.OBJECTS: "cross", Stand.ASIDE: "dash", Stand.SILENT: "clock",
    Stand.UNHEARD: "mark",
}  # fmt: skip


def rows(one: Whole) -> list[Row]:
    """Everybody who is asked, or was counted at the end, by name."""
    people = one.asked.people
    ordered = sorted(one.asked.stood, key=lambda stood: people[stood.person].name)
    return [
        _row(
            people[stood.person].name, stood.stand,
            note_of(stood, stood.person in one.asked.away) if one.is_open else _counted_note(stood.stand, stood.shifts),
        )
        for stood in ordered
    ]  # fmt: skip


def _row(name: str, stand: Stand, note: str) -> Row:
    return Row(name, words.STANDS[stand], _SIGNS[stand], note)


def _counted_note(stand: Stand, shifts: int) -> str:
    if stand is Stand.SILENT:
        return _("silence counted when the time was up: shifts in this time: %(count)s.") % {"count": shifts}
    if stand is Stand.UNHEARD:
        return _("not counted as consenting: shifts in this time: %(count)s.") % {"count": shifts}
    return ""


def note_of(one: Stood, is_away: bool) -> str:
    """Why silence counts or does not."""
    if one.stand is Stand.SILENT:
        return _("silence counts as consent when the time is up: shifts in this time: %(count)s.") % {
            "count": one.shifts
        }
    if one.stand is Stand.UNHEARD:
        away = _("away meanwhile") + "; " if is_away else ""
        return away + _("silence does not count: shifts in this time: %(count)s, two are needed.") % {
            "count": one.shifts
        }
    return ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stand where, for those who see no names."""

    asked: int
    consent: int
    objections: int
    quiet: int
    silent: int


def tally(stood: Sequence[Stood]) -> Tally:
    """Counts people once, also one who belongs to two of the teams."""
    stands = {one.person: one.stand for one in stood}.values()
    return Tally(
        len(stands), sum(s in {Stand.CONSENTS, Stand.WISHES} for s in stands),
        sum(s is Stand.OBJECTS for s in stands), sum(s in QUIET for s in stands), sum(s is Stand.SILENT for s in stands),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A wish or an objection in words. who: empty for readers outside the team. is_open: an objection still stands."""

    kind: str
    who: str
    text: str
    change: str
    at: datetime
    is_open: bool
    is_mine: bool


def said_aloud(one: Whole, actor: Actor) -> list[Said]:
    """Wishes and objections, each person's latest word, the open objections first."""
    last = {voice.person_id: voice for voice in one.voices if voice.kind in (VoiceKind.WISH, VoiceKind.OBJECTION)}
    stands = {stood.person: stood.stand for stood in one.asked.stood}
    inside = one.is_inside(actor)
    found = [
        Said(
            voice.kind, voice.person.name if inside else "", voice.text, voice.change, voice.at,
            is_open=voice.kind == VoiceKind.OBJECTION and stands.get(person) is Stand.OBJECTS,
            is_mine=person == actor.id,
        )
        for person, voice in last.items()
    ]  # fmt: skip
    return sorted(found, key=lambda row: (not row.is_open, row.at))


def scope_of(one: Whole) -> str:
    """Which teams are asked."""
    return ", ".join(said(team, "name", reader_language()).text for team in one.teams)


def end_words(found: Any) -> Any:
    """How it ended, in words; None while it is open."""
    if found.decision_accepted is not None:
        return words.DECIDED[found.decision_accepted]
    return words.ENDS[RoundEnd(found.end_kind)] if found.end_kind else None


@dataclass(frozen=True, slots=True)
class Amended:
    """What was changed on the way. asks_anew: whether everybody was asked again by it."""

    who: str
    note: str
    at: datetime
    asks_anew: bool


def amended(one: Whole, actor: Actor) -> list[Amended]:
    """The editions after the first one, in order; names are for the team."""
    inside = one.is_inside(actor)
    return [
        Amended(row["by"] if inside else "", row["note"], datetime.fromisoformat(row["at"]), row["substance"])
        for row in one.round.edition_rows
    ]


def may_lead(request: Request, one: Whole) -> Verdict:
    """Whether the reader takes care of the round."""
    return policies.may_lead(request.actor, one.round, one.team_ids)
