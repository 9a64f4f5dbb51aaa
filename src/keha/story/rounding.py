"""Consent rounds of the story: one was agreed on and holds, one is open, with a wish and an objection that changed it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from keha.agreements import actions, proposals, templates
from keha.agreements.actions import Opening, Said
from keha.agreements.consent import RoundEnd, VoiceKind
from keha.agreements.models import Draft, Round
from keha.agreements.proposals import Proposal
from keha.agreements.rules import Comparison, Limit, Words
from keha.organisation.queries import Actor
from keha.presence.rules import local_date
from keha.story.cast import table
from keha.story.founding import Scene, Stage, days_before

MIDDAY = time(12, 40)
HOME = "aurinkokeittio"


def scenes(stage: Stage) -> Iterator[Scene]:
    """The rounds of the past and the present, where the team is there."""
    if HOME not in stage.teams or "irja" not in stage.people:
        return
    told = table("rounds")
    for line, play in ((told["past"], _past), (told["open"], _open)):
        at = days_before(stage.at, line["days"], clock=MIDDAY)
        yield Scene(at, lambda line=line, play=play, at=at: play(Circle(stage, line), at))  # type: ignore[misc]


def keep(stage: Stage) -> None:
    """Where the open round has ended without an agreement, its draft is put before the team again."""
    if HOME not in stage.teams or "irja" not in stage.people:
        return
    circle = Circle(stage, table("rounds")["open"])
    asked = Round.objects.filter(teams__team=stage.teams[HOME], endings__isnull=True).exists()
    draft = Draft.objects.filter(
        team=stage.teams[HOME], library_slug="", proposal__title__fi=circle.line["rule"]["title"]["fi"]
    )
    free = draft.filter(endings__isnull=True).order_by("at").first()
    if free and not asked:
        circle.opened(free.pk, at=stage.at - timedelta(minutes=1))


class Circle:
    """The people of a round, and what they say. line: the words of the round."""

    def __init__(self, stage: Stage, line: Mapping[str, Any]) -> None:
        self.stage, self.line = stage, line

    def who(self, key: str, at: datetime) -> Actor:
        """Somebody on the day of an instant."""
        return self.stage.actor(key, on=local_date(at))

    def said(self, words: Mapping[str, str], key: str) -> str:
        """Words in the language of the one who says them."""
        return words[self.stage.cast.person(key).language]

    def proposal(self) -> Proposal:
        """What is proposed at first."""
        return proposals.of_filled(templates.fill(templates.from_table(self.line["rule"]), {}))

    def drafted(self, at: datetime) -> UUID:
        """The draft that it begins from."""
        by = self.who(self.line["by"], at)
        return actions.start_draft(self.proposal(), scope=self.stage.teams[self.line["team"]], by=by, at=at).pk

    def opened(self, draft_id: UUID, *, at: datetime) -> Round:
        """The round begins."""
        by = self.line["by"]
        opening = Opening(self.said(self.line["need"], by), self.line["window"], self.line["asked"]["fi"])
        return actions.start_round(opening, draft_id=draft_id, by=self.who(by, at), at=at)

    def consents(self, found: Round, *, at: datetime, edition: int = 1) -> None:
        """Some consent, and one has a wish."""
        for minutes, key in enumerate(self.line["consents"]):
            self.says(found, key, Said(VoiceKind.CONSENT, edition), at=at + timedelta(minutes=minutes))
        wish = self.line["wish"]
        said = Said(VoiceKind.WISH, edition, self.said(wish["text"], wish["by"]))
        self.says(found, wish["by"], said, at=at + timedelta(minutes=30))

    def says(self, found: Round, key: str, said: Said, *, at: datetime) -> None:
        """One voice."""
        actions.speak(said, round_id=found.pk, by=self.who(key, at), at=at)


def _past(circle: Circle, at: datetime) -> None:
    """Agreed on: the last ones by silence, when the time was up."""
    found = circle.opened(circle.drafted(at), at=at + timedelta(minutes=4))
    circle.consents(found, at=at + timedelta(hours=20))
    actions.tick_rounds(at=found.closes_at + timedelta(minutes=20))
    if found.endings.get().kind == RoundEnd.PASSED_ON:
        later = found.closes_at + timedelta(days=1)
        supervisor = circle.stage.cast.team(HOME).supervisor
        actions.decide_on_round(True, round_id=found.pk, reason="", by=circle.who(supervisor, later), at=later)


def _open(circle: Circle, at: datetime) -> None:
    """Asked, objected to, changed by that, and asked anew."""
    line, by = circle.line, circle.line["by"]
    found = circle.opened(circle.drafted(at), at=at + timedelta(minutes=4))
    asked, objection = line["question"], line["objection"]
    question = actions.ask_in_round(
        circle.said(asked["text"], asked["by"]), round_id=found.pk, by=circle.who(asked["by"], at),
        at=at + timedelta(minutes=15),
    )  # fmt: skip
    actions.answer_in_round(
        circle.said(asked["answer"], by), question_id=question.pk, by=circle.who(by, at), at=at + timedelta(minutes=25)
    )
    key = objection["by"]
    said = Said(VoiceKind.OBJECTION, 1, circle.said(objection["text"], key), circle.said(objection["change"], key))
    circle.says(found, key, said, at=at + timedelta(minutes=40))
    amended_at = at + timedelta(hours=19)
    actions.amend_round(
        _amended(circle), note=circle.said(line["note"], by), round_id=found.pk, edition=1, by=circle.who(by, amended_at),
        at=amended_at,
    )  # fmt: skip
    circle.consents(found, at=amended_at + timedelta(minutes=20), edition=2)


def _amended(circle: Circle) -> Proposal:
    proposal = circle.proposal()
    condition = Limit("condition", Comparison.ONLY_IF, None, "", Words(**circle.line["amended"]["words"]))
    return replace(proposal, limits=(*proposal.limits, condition))
