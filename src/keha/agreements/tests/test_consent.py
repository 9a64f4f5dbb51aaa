"""Rounds on paper: whose silence counts, what restarts, when one may close; and over any course, what never happens."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from keha.agreements import consent
from keha.agreements.consent import Course, Member, Next, Stand, Voice, VoiceKind

START = datetime(2026, 11, 2, 6, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEAM = UUID(int=100)
AINO, BERTTA, KAISU, OSKARI = (UUID(int=n) for n in range(1, 5))
SHIFTS = tuple((START + n * DAY + HOUR, START + n * DAY + 9 * HOUR) for n in range(7))


def member(person: UUID, shifts=SHIFTS, *, team=TEAM, since=START, away=()) -> Member:
    return Member(person, team, since, tuple(shifts), tuple(away))


def voice(person: UUID, kind: VoiceKind = VoiceKind.CONSENT, edition: int = 1) -> Voice:
    return Voice(person, kind, edition)


def course(**changes) -> Course:
    return consent.opened(at=START, window=timedelta(days=7)) if not changes else Course(**changes)


def stands(members, voices, over=None) -> dict[UUID, Stand]:
    return {one.person: one.stand for one in consent.standing(members, voices, over or course())}


def reasons(members, voices, at, *, over=None, proposer=BERTTA) -> tuple[str, ...]:
    over = over or course()
    return consent.may_close(consent.standing(members, voices, over), over, proposer=proposer, at=at).reasons


def test_silence_may_count_from_two_whole_shifts_on() -> None:
    found = stands([member(AINO, SHIFTS[:2]), member(KAISU, SHIFTS[:1]), member(OSKARI, ())], [])
    assert found == {AINO: Stand.SILENT, KAISU: Stand.UNHEARD, OSKARI: Stand.UNHEARD}


def test_a_shift_over_the_edge_or_touched_by_an_absence_is_none() -> None:
    over = course()
    before = (START - HOUR, START + HOUR)
    after = (over.closes_at - HOUR, over.closes_at + HOUR)
    away = (SHIFTS[1][0] + HOUR, SHIFTS[1][0] + 2 * HOUR)
    assert stands([member(AINO, (before, SHIFTS[0], after))], [])[AINO] is Stand.UNHEARD
    assert stands([member(AINO, SHIFTS[:2], away=[away])], [])[AINO] is Stand.UNHEARD
    assert stands([member(AINO, SHIFTS[:3], away=[away])], [])[AINO] is Stand.SILENT


def test_whoever_came_in_the_middle_has_only_the_time_since() -> None:
    assert stands([member(AINO, SHIFTS, since=START + 6 * DAY)], [])[AINO] is Stand.UNHEARD
    assert stands([member(AINO, SHIFTS, since=START + 5 * DAY)], [])[AINO] is Stand.SILENT


def test_silence_counts_only_when_the_time_is_up() -> None:
    members = [member(person) for person in (AINO, BERTTA, KAISU)]
    voices = [voice(BERTTA), voice(AINO)]
    assert reasons(members, voices, START + DAY) == ("agreements.round-still-asking",)
    assert reasons(members, voices, course().closes_at) == ()


def test_the_proposer_alone_never_agrees_for_a_silent_team() -> None:
    members = [member(person) for person in (AINO, BERTTA, KAISU)]
    assert "agreements.round-nobody-else" in reasons(members, [voice(BERTTA)], course().closes_at)


def test_a_third_speaks_and_more_than_half_consents() -> None:
    people = [UUID(int=n) for n in range(1, 10)]
    members = [member(person) for person in people]
    two = [voice(AINO), voice(BERTTA)]
    assert reasons(members, two, course().closes_at) == ("agreements.round-too-few-voices",)
    assert reasons(members, [*two, voice(KAISU)], course().closes_at) == ()
    unheard = [member(person, SHIFTS[:1]) for person in people]
    three = [*two, voice(KAISU)]
    assert reasons(unheard, three, course().closes_at) == ("agreements.round-too-few-consent",)
    assert reasons(unheard, [*three, voice(OSKARI), voice(UUID(int=5))], course().closes_at) == ()


def test_another_substance_asks_anew_and_a_mended_word_does_not() -> None:
    voices = [voice(AINO), voice(KAISU, VoiceKind.OBJECTION), voice(OSKARI, VoiceKind.WISH)]
    members = [member(person) for person in (AINO, KAISU, OSKARI)]
    mended = consent.after_amendment(course(), substance=False, at=START + DAY)
    assert stands(members, voices, mended) == stands(members, voices)
    other = consent.after_amendment(course(), substance=True, at=START + DAY)
    assert stands(members, voices, other) == {AINO: Stand.SILENT, KAISU: Stand.OBJECTS, OSKARI: Stand.SILENT}
    assert other.closes_at == START + 8 * DAY
    assert stands(members, [*voices, voice(KAISU, edition=2)], other)[KAISU] is Stand.CONSENTS


def test_an_objection_is_settled_by_its_maker_alone() -> None:
    members = [member(AINO), member(BERTTA), member(KAISU)]
    voices = [voice(BERTTA), voice(AINO), voice(KAISU, VoiceKind.OBJECTION)]
    late = course().closes_at
    assert reasons(members, voices, late) == ("agreements.round-open-objection",)
    assert reasons(members, [*voices, voice(KAISU, VoiceKind.ASIDE)], late) == ()
    assert reasons(members[:2], voices, late) == ()


def test_every_team_of_an_area_agrees_for_itself() -> None:
    other = UUID(int=101)
    members = [member(AINO), member(BERTTA), member(KAISU, team=other), member(OSKARI, team=other)]
    voices = [voice(AINO), voice(BERTTA)]
    assert "agreements.round-nobody-else" in reasons(members, voices, course().closes_at)
    assert reasons(members, [*voices, voice(OSKARI)], course().closes_at) == ()
    objection = voice(KAISU, VoiceKind.OBJECTION)
    assert "agreements.round-open-objection" in reasons(
        members, [*voices, voice(OSKARI), objection], course().closes_at
    )


def test_a_team_in_which_nobody_is_left_agrees_on_nothing() -> None:
    assert reasons([], [voice(AINO)], course().closes_at) == ("agreements.round-nobody-else",)


def test_it_closes_at_once_when_all_consent_and_nothing_waits() -> None:
    over, members = course(), [member(AINO), member(BERTTA)]
    stood = consent.standing(members, [voice(AINO), voice(BERTTA)], over)
    may = consent.may_close(stood, over, proposer=BERTTA, at=START + HOUR)
    assert consent.by_itself(stood, over, may=may, waits=False, at=START + HOUR) is Next.CLOSE
    assert consent.by_itself(stood, over, may=may, waits=True, at=START + HOUR) is Next.GO_ON
    wish = consent.standing(members, [voice(AINO, VoiceKind.WISH), voice(BERTTA)], over)
    assert consent.by_itself(wish, over, may=may, waits=False, at=START + HOUR) is Next.GO_ON
    assert consent.by_itself(wish, over, may=may, waits=True, at=over.closes_at) is Next.CLOSE


def test_it_ends_a_week_after_its_time_and_in_eight_weeks_at_the_latest() -> None:
    over = course()
    assert over.ends_at == START + 14 * DAY
    assert consent.may_extend(over, until=over.last_at + HOUR, at=START).reasons == ("agreements.round-past-last-day",)
    assert consent.may_extend(over, until=over.closes_at, at=START).reasons == ("agreements.round-not-longer",)
    for day in range(0, 56, 6):
        if consent.may_amend(over, substance=True, at=START + day * DAY):
            over = consent.after_amendment(over, substance=True, at=START + day * DAY)
    assert over.ends_at <= START + consent.LIFE
    late = START + consent.LIFE - DAY
    assert "agreements.round-no-time-left" in consent.may_amend(over, substance=True, at=late).reasons


def test_reminders_come_in_the_middle_and_on_the_last_day() -> None:
    since, closes = START, START + 7 * DAY
    hours = {n: consent.reminder(since=since, closes_at=closes, at=START + n * HOUR) for n in range(7 * 24 + 2)}
    assert [n for n in hours if hours[n] == 1] == list(range(84, 144))
    assert [n for n in hours if hours[n] == 2] == list(range(144, 168))
