"""Days of a small municipality, made up from a seed: shifts, questions, answers, and clocks that strike or do not."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count

from keha.config.jobs import climb_due_of
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.notices.models import KeptNotice
from keha.organisation.actions import people, places
from keha.organisation.models import Person
from keha.organisation.queries import Actor, actor
from keha.organisation.rules import RoleKind
from keha.presence.models import Stint
from keha.presence.rules import HELSINKI
from keha.questions import actions
from keha.questions.models import Question, Receiver, Step
from keha.questions.queries import ladder
from keha.questions.queries import questions as queries
from keha.questions.rules import StepKind, Urgency

TEAMS, MEMBERS = 3, 5
SHIFTS = ((6, 8), (7, 8), (9, 7), (14, 8), (21, 10))  # starts at, hours; the last one is a night
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WORDS = "qwzx kkrrtt plöö"


@dataclass
class Tally:
    """What came of it all."""

    questions: int = 0
    by_rule: int = 0
    by_team: int = 0
    by_supervisor: int = 0
    reached: int = 0
    given_back: int = 0
    told_late: int = 0
    known_at_the_end: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody at work."""

    person: UUID
    team: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass
class Days:
    """The municipality and its days so far. leads: who leads each team."""

    employer: UUID
    chance: random.Random
    day: date
    members: dict[UUID, list[UUID]]
    leads: dict[UUID, UUID]
    sites: dict[UUID, UUID]
    tally: Tally = field(default_factory=Tally)
    events: list[tuple[datetime, int, str, UUID]] = field(default_factory=list)
    down: tuple[datetime, datetime] | None = None
    days: int = 0
    put: int = 0
    told: dict[str, int] = field(default_factory=dict)
    doubled: int = 0

    @classmethod
    def founded(cls, *, seed: int, first: date) -> "Days":
        """Three teams of five, each with a supervisor, and a manager above them."""
        at, since = datetime.combine(first, time(0), UTC), first - timedelta(days=9)
        employer = places.found_employer(names={"fi": "Tikaskunta", "sv": "", "en": ""})
        days = cls(employer, random.Random(seed), first, {}, {}, {})
        with acting_for(employer):
            area = places.add_area(code="a", names={"fi": "Ateriapalvelut"}, at=at)
            for number in range(TEAMS):
                site = places.add_site(area=area, code=f"s{number}", kind="school", names={"fi": "Koulu"}, at=at)
                team = places.add_team(area=area, code=f"t{number}", names={"fi": "Tiimi"}, sites=[site], at=at)
                hired = [
                    people.hire(people.Newcomer(name=f"Tekijä {number} {n}", home_site=site), on=since, at=at)
                    for n in range(MEMBERS + 1)
                ]
                for person in hired[1:]:
                    people.join_team(person=person, team=team, on=since, at=at)
                people.give_role(person=hired[0], kind=RoleKind.SUPERVISOR, of=team, on=since, at=at)
                days.members[team.pk] = [person.pk for person in hired[1:]]
                days.leads[team.pk], days.sites[team.pk] = hired[0].pk, site.pk
        return days

    def live(self, count: int) -> None:
        """So many days, and then as long as a clock is set; a week of shifts is always written ahead."""
        for n in range(8):
            self._write_shifts(self.day + n * DAY)
        for _ in range(count):
            self.days += 1
            self._plan(self.day)
            self._until(datetime.combine(self.day + DAY, time(0), HELSINKI))
            self.day += DAY
            self._write_shifts(self.day + 7 * DAY)
        self.down = None
        self._until(datetime.combine(self.day + 30 * DAY, time(0), HELSINKI))
        self._judge_notices()

    # Shifts and what is asked in them.

    def _write_shifts(self, day: date) -> None:
        with acting_for(self.employer):
            taken = dict(
                Stint.objects.filter(period__endswith__gt=datetime.combine(day, time(0), HELSINKI))
                .order_by("period").values_list("person_id", "period")
            )  # fmt: skip
            made = []
            for team, members in self.members.items():
                size = (
                    self.chance.choice((0, 1, 1, 2, 3, 4)) if day.weekday() > 4 else self.chance.choice((0, 2, 3, 4, 5))
                )
                for person in self.chance.sample(members, size):
                    hour, hours = self.chance.choice(SHIFTS)
                    start = datetime.combine(day, time(hour, self.chance.choice((0, 30))), HELSINKI).astimezone(UTC)
                    if person in taken and taken[person].upper > start:
                        continue
                    period = DateTimeTZRange(start, start + timedelta(hours=hours))
                    made.append(Stint(person_id=person, team_id=team, site_id=self.sites[team], period=period))
            Stint.objects.bulk_create(made)

    def _plan(self, day: date) -> None:
        begins = datetime.combine(day, time(0), HELSINKI).astimezone(UTC)
        if self.chance.random() < 0.15:
            start = begins + self.chance.randrange(24 * 60) * MINUTE
            self.down = (start, start + self.chance.choice((30, 120, 120, 300)) * MINUTE)
        burst = self.chance.random() < 0.1
        for team, members in self.members.items():
            asks = self.chance.choice((0, 0, 1, 1, 2)) + (5 if burst else 0)
            moment = begins + self.chance.randrange(24 * 60) * MINUTE
            for _ in range(asks):
                at = moment + self.chance.randrange(10 if burst else 600) * MINUTE
                at += self.chance.randrange(60) * timedelta(seconds=1)
                self._put(at, f"ask {team}", self.chance.choice(members))

    def _put(self, at: datetime, what: str, about: UUID) -> None:
        self.put += 1
        heappush(self.events, (at, self.put, what, about))

    def _until(self, end: datetime) -> None:
        while self.events and self.events[0][0] < end:
            at, _number, what, about = heappop(self.events)
            kind, _space, rest = what.partition(" ")
            getattr(self, f"_on_{kind}")(at, about, rest)

    # What happens.

    def _actor(self, person: UUID) -> Actor:
        return actor(Person.objects.select_related("home_site").get(pk=person), on=self.day)

    def _on_ask(self, at: datetime, asker: UUID, team: str) -> None:
        urgency = self.chance.choice(tuple(Urgency))
        unnamed = self.chance.random() < 0.15
        with acting_for(self.employer):
            by, today = self._actor(asker), at.astimezone(HELSINKI).date()
            if unnamed:
                asked = actions.ask_unnamed(text=WORDS, language="fi", urgency=urgency, by=by, at=at, today=today)
            else:
                asked = actions.ask(text=WORDS, language="fi", site=None, by=by, at=at, today=today)
                if self.chance.random() < 0.1:
                    actions.say_helped(question_id=asked.pk, rule_id=None, by=by, at=at + MINUTE)
                    self.tally.questions += 1
                    self.tally.by_rule += 1
                    return
                at += timedelta(seconds=20)  # a shift that ends meanwhile is not the one it comes to
                actions.hand_over(question_id=asked.pk, by=by, at=at, urgency=urgency)
            asked.refresh_from_db()
            now = ladder.around(asked.team_id, asker=asked.asker, at=at)
        self.tally.questions += 1
        self._clock(asked, at)
        end = now.own[1] if now.own and urgency is not Urgency.WEEK else asked.answer_by
        self._put(end, "end", asked.pk)
        if self.chance.random() < 0.55:
            self._put(at + self.chance.randrange(1, 240) * MINUTE, "answer", asked.pk)

    def _clock(self, asked: Question, at: datetime) -> None:
        """The clock strikes by the question's own job, by the sweep, or by both, when the worker is there."""
        if not asked.climbs_at:
            self._put(at, "with", asked.pk)
            return
        due, back = asked.climbs_at, asked.climbs_at
        if self.down and self.down[0] <= due < self.down[1]:
            back = self.down[1]
            self.tally.told_late += 1
        ways = self.chance.choice((("job",), ("sweep",), ("job", "sweep"), ("sweep", "job", "job")))
        for way in ways:
            self._put(back + self.chance.randrange(60) * timedelta(seconds=1), way, asked.pk)

    def _on_job(self, at: datetime, question: UUID, _rest: str) -> None:
        with acting_for(self.employer):
            went = actions.climb(question, at=at)
        self._after_strike(at, [question] if went else [])

    def _on_sweep(self, at: datetime, _question: UUID, _rest: str) -> None:
        with acting_for(self.employer):
            due = ladder.due(at=at, limit=500)
        climb_due_of(self.employer, at=at)
        self._after_strike(at, due)

    def _after_strike(self, at: datetime, went: list[UUID]) -> None:
        for question in went:
            self._put(at, "with", question)

    def _on_with(self, at: datetime, question: UUID, _rest: str) -> None:
        """The supervisor looks at what has reached her, sooner or later."""
        what = self.chance.choice(("back", "lead", "lead", "lead"))
        self._put(at + self.chance.randrange(2, 300) * MINUTE, what, question)

    def _on_answer(self, at: datetime, question: UUID, _rest: str) -> None:
        """Somebody of the team who is at work answers, if anybody is."""
        with acting_for(self.employer):
            asked = Question.objects.get(pk=question)
            mates = [one for one in self.members[asked.team_id] if one != asked.asker_id]
            there = Stint.objects.filter(person_id__in=mates, period__contains=at).values_list("person_id", flat=True)
            if asked.asker_id and there:
                self._answer(asked, self.chance.choice(sorted(there)), at)

    def _on_lead(self, at: datetime, question: UUID, _rest: str) -> None:
        with acting_for(self.employer):
            asked = Question.objects.get(pk=question)
            self._answer(asked, self.leads[asked.team_id], at)

    def _answer(self, asked: Question, person: UUID, at: datetime) -> None:
        try:
            given = actions.answer(question_id=asked.pk, text="Saa.", by=self._actor(person), at=at)
        except Refused:
            self.tally.faults.append(f"refused to answer {asked.pk}")
            return
        self.tally.by_supervisor += given.by_supervisor
        self.tally.by_team += not given.by_supervisor
        if asked.asker_id and self.chance.random() < 0.1:
            self._put(at + 3 * MINUTE, "again", asked.pk)

    def _on_back(self, at: datetime, question: UUID, _rest: str) -> None:
        with acting_for(self.employer):
            asked = Question.objects.get(pk=question)
            by = self._actor(self.leads[asked.team_id])
            found = queries.asked(question, by)
            try:
                actions.give_back(question_id=question, words="Voitte itse.", by=by, at=at)
            except Refused as refused:
                if found and found.is_past_team(at) and not found.was_given_back:
                    known = {"questions.nobody-there"}
                    if set(refused.verdict.reasons) - known:
                        self.tally.faults.append(f"not given back: {refused.verdict.reasons}")
                if found and found.is_past_team(at):
                    self._put(at + MINUTE, "lead", question)
                return
            asked.refresh_from_db()
        self.tally.given_back += 1
        self._clock(asked, at)

    def _on_again(self, at: datetime, question: UUID, _rest: str) -> None:
        with acting_for(self.employer):
            asked = Question.objects.get(pk=question)
            try:
                actions.reopen(question_id=question, by=self._actor(asked.asker_id), at=at)
            except Refused:
                return  # opened again already
            asked.refresh_from_db()
        self._clock(asked, at)
        if asked.answer_by:
            self._put(asked.answer_by, "end", question)

    # What must hold.

    def _on_end(self, at: datetime, question: UUID, _rest: str) -> None:
        """The asker's shift ends, or her week: somebody has answered, or her supervisor has it before her."""
        with acting_for(self.employer):
            row = Question.objects.get(pk=question)
            by_week = row.urgency == Urgency.WEEK or row.asker_id is None
            if by_week and row.answer_by and row.answer_by > at:
                return  # opened again since: its time is another
            lead = self._actor(self.leads[row.team_id])
            found = queries.asked(question, lead)
            if found is None:
                self.tally.faults.append(f"the supervisor does not see {question}")
                return
            if not queries.waiting_in([row.team_id], but=lead).filter(pk=question).exists():
                self.tally.known_at_the_end["answered"] += 1
            elif queries.past_team(lead, at=at).filter(pk=question).exists():
                self.tally.known_at_the_end["with the supervisor"] += 1
            elif found.was_given_back:
                self.tally.known_at_the_end["given back by the supervisor"] += 1
            else:
                self.tally.faults.append(f"nobody knows of {question} ({row.urgency}) at {at}")

    def _judge_notices(self) -> None:
        """Each notice that had to go went once, and none that had not."""
        with acting_for(self.employer):
            self.tally.reached = Step.objects.filter(kind=StepKind.REACHED).count()
            told = dict(KeptNotice.objects.values_list("kind").annotate(n=Count("pk")).order_by())
            doubles = KeptNotice.objects.values("person_id", "key").annotate(n=Count("pk")).filter(n__gt=1).count()
            self.tally.faults += ["a notice was doubled"] * doubles
            if told.get("question_reached", 0) != Receiver.objects.count():
                self.tally.faults.append("not each receiver was told once")
            if Receiver.objects.count() < self.tally.reached:
                self.tally.faults.append("a question reached nobody")
            left = Question.objects.filter(climbs_at__isnull=False).count()
            self.tally.faults += ["a clock was never struck"] * left
            self.told, self.doubled = told, doubles
            self.tally.faults += list(self._strangers())

    def _strangers(self) -> Iterator[str]:
        """Who of a team was told of her own question, where her name is known; whoever asked without one is never told of an answer."""
        own = KeptNotice.objects.filter(kind__in=["question_waits", "question_reached"])
        asker = dict(Question.objects.values_list("pk", "asker_id"))
        for thing, person in own.values_list("thing_id", "person_id"):
            if asker[thing] == person:
                yield f"told of her own question: {thing}"
        for thing, person in KeptNotice.objects.filter(kind="question_answered").values_list("thing_id", "person_id"):
            if asker[thing] != person:
                yield f"an answer told to another: {thing}"

    def figures(self) -> dict[str, Any]:
        """What the drill tells."""
        tally = self.tally
        return {
            "days": self.days, "questions": tally.questions, "by_rule": tally.by_rule, "by_team": tally.by_team,
            "by_supervisor": tally.by_supervisor, "reached": tally.reached, "given_back": tally.given_back,
            "at_the_end": dict(tally.known_at_the_end), "worker_was_down_at_a_clock": tally.told_late,
            "faults": len(tally.faults), "first_faults": tally.faults[:5], "notices": sum(self.told.values()),
            "notices_by_kind": self.told, "doubled": self.doubled,
        }  # fmt: skip
