"""The questions of the story: asked when their askers are at work, answered by a rule or by a colleague."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from keha.agreements import queries as agreements
from keha.agreements.models import Rule
from keha.agreements.rules import Words
from keha.organisation.queries import Actor
from keha.presence.rules import local_date
from keha.questions import actions
from keha.questions.models import Question, ShownOutcome
from keha.questions.queries import questions
from keha.questions.rules import Urgency
from keha.story import talk
from keha.story.founding import Scene, Stage
from keha.story.rhythm import Shift, at_work, shifts
from keha.story.talk import Ending, Line, PastLine

REACTION = timedelta(minutes=2)
DAYS_BACK_MAX = 4


def team_shifts(stage: Stage, team: str, *, since: date, until: date) -> list[Shift]:
    """The shifts of a team's people who have a login, by start."""
    people = (line for line in stage.cast.of_team(team) if not line.newcomer)
    found = [shift for line in people for shift in shifts(line.key, line.week, since=since, until=until)]
    return sorted(found, key=lambda shift: (shift.starts_at, shift.person))


def scenes(stage: Stage, past: Sequence[PastLine]) -> Iterator[Scene]:
    """Each question of the past with all that came of it."""
    for number, row in enumerate(past):
        shift = _shift_for(stage, row, number)
        minutes = int((shift.ends_at - shift.starts_at).total_seconds()) // 60
        at = shift.starts_at + timedelta(minutes=20 + number * 53 % (minutes - 60))
        talker = Talker(stage, row.team, shift, at, number)
        yield Scene(at, partial(talker.play, row.line, rule=row.rule))


def _shift_for(stage: Stage, row: PastLine, number: int) -> Shift:
    day = local_date(stage.at) - timedelta(days=row.days)
    for back in range(DAYS_BACK_MAX):
        found = team_shifts(stage, row.team, since=day - timedelta(days=back), until=day - timedelta(days=back))
        if found:
            return found[number % len(found)]
    raise LookupError(f"nobody of {row.team} is at work around {day}")


@dataclass(frozen=True, slots=True)
class Talker:
    """Somebody who asks at an instant of her shift. number: varies who answers and how soon."""

    stage: Stage
    team: str
    shift: Shift
    at: datetime
    number: int

    def play(self, line: Line, *, rule: str = "") -> None:
        """Asks, and lets everything happen that came of it before the present."""
        question = self.ask(line.text)
        if rule_id := self._what_helps(question, rule):
            if self._is_past(self.at + REACTION):
                actions.say_helped(question_id=question.pk, rule_id=rule_id, by=self._asker(), at=self.at + REACTION)
            return
        if self._is_urgent(question):
            return
        self.hand_over(question)
        answer = line.answer or self._pointer(rule)
        if answered_at := self.answer(question.pk, answer, since=self.at + 2 * REACTION):
            self._end(question.pk, line, since=answered_at)

    def ask(self, text: Words) -> Question:
        """Asks, in the asker's own language."""
        language = self.stage.cast.person(self.shift.person).language
        return actions.ask(
            text=text.of(language), language=language, site=self.stage.sites[self.shift.site], by=self._asker(),
            at=self.at, today=local_date(self.at),
        )  # fmt: skip

    def _is_urgent(self, question: Question) -> bool:
        """Whether she was told whom to call straight away: then nothing goes to the team."""
        asked = questions.asked(question.pk, self._asker())
        return asked is not None and asked.has_direct_route

    def hand_over(self, question: Question, urgency: Urgency = Urgency.SHIFT) -> None:
        """Sends it to the team."""
        at = min(self.at + REACTION, self.stage.at)
        actions.hand_over(question_id=question.pk, urgency=urgency, by=self._asker(), at=at)

    def answer(self, question_id: UUID, text: Words, *, since: datetime) -> datetime | None:
        """A colleague at work answers, or the supervisor where only she may. Returns when; None: not yet."""
        person, at = self._colleague(since + timedelta(minutes=10 + self.number * 17 % 55))
        asked = questions.asked(question_id, self._asker())
        if asked and asked.is_fixed:
            person = self.stage.cast.team(self.team).supervisor
        if not self._is_past(at):
            return None
        words = text.of(self.stage.cast.person(self.shift.person).language)
        actions.answer(question_id=question_id, text=words, by=self.stage.actor(person), at=at)
        return at

    def confirm(self, question_id: UUID, *, since: datetime) -> None:
        """The asker says that it was solved, when she is next at work."""
        at = self._next_at_work(since + timedelta(minutes=7))
        if self._is_past(at):
            actions.confirm(question_id=question_id, by=self._asker(), at=at)

    def _end(self, question_id: UUID, line: Line, *, since: datetime) -> None:
        if line.ending is Ending.UNCONFIRMED:
            return
        if line.ending is Ending.REOPENED and line.again:
            at = self._next_at_work(since + timedelta(minutes=25))
            if not self._is_past(at):
                return
            actions.reopen(question_id=question_id, by=self._asker(), at=at)
            again = replace(self, number=self.number + 1).answer(question_id, line.again, since=at)
            if again is None:
                return
            since = again
        self.confirm(question_id, since=since)

    def _asker(self) -> Actor:
        return self.stage.actor(self.shift.person, on=local_date(self.at))

    def _is_past(self, at: datetime) -> bool:
        return at < self.stage.at

    def _what_helps(self, question: Question, slug: str) -> UUID | None:
        """The rule of the topic, when it was shown alone or its heading was offered."""
        if not slug:
            return None
        if question.outcome == ShownOutcome.ANSWER and question.version:
            shown = [question.version.rule_id]
        else:
            shown = list(questions.choices_of(question.pk))
        return Rule.objects.filter(pk__in=shown, slug=slug).values_list("pk", flat=True).first()

    def _pointer(self, slug: str) -> Words:
        """Words that point to the rule of a topic by its heading."""
        rule_id = Rule.objects.values_list("pk", flat=True).get(slug=slug, team=None, site=None)
        words = talk.load().pointer
        said = {
            language: words.of(language).format(title=agreements.headings([rule_id], language=language)[0].title)
            for language in ("fi", "sv", "en")
        }
        return Words(**said)

    def _colleague(self, at: datetime) -> tuple[str, datetime]:
        """A team mate at work then, or the first one at work after it, and when."""
        day = local_date(at)
        found = team_shifts(self.stage, self.team, since=day - timedelta(days=1), until=day + timedelta(days=7))
        others = [shift for shift in found if shift.person != self.shift.person]
        if now := at_work(others, at=at):
            return now[self.number % len(now)].person, at
        later = next(shift for shift in others if shift.starts_at > at)
        return later.person, later.starts_at + timedelta(minutes=12)

    def _next_at_work(self, at: datetime) -> datetime:
        if at < self.shift.ends_at:
            return at
        line = self.stage.cast.person(self.shift.person)
        found = shifts(line.key, line.week, since=local_date(at), until=local_date(at) + timedelta(days=7))
        return next(shift.starts_at for shift in found if shift.starts_at > at) + timedelta(minutes=16)
