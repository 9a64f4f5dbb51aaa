"""What is told to whom of certificates and inductions: finished text, in each receiver's language."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import override

from keha.foundation.languages import said
from keha.notices.actions import call_off, tell
from keha.notices.rules import Notice, NoticeKind, Told
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.organisation.rules import RoleKind
from keha.presence.rules import local_date
from keha.skills import queries, wording
from keha.skills.models import Held, Induction

MINE, WATCHED = "/skills/", "/skills/certificates/"


def supervisors_of(person_id: UUID, *, at: datetime) -> set[UUID]:
    """Who supervises the teams that a person is in today, herself left out. At most two queries and one a team."""
    on = local_date(at)
    teams = Team.objects.filter(pk__in=queries.teams_of(person_id, on=on))
    roles = [role for team in teams for role in organisation.holders([RoleKind.SUPERVISOR], team=team, on=on)]
    return {role.person_id for role in roles} - {person_id}


def _told(title: object, body: Callable[[str], str]) -> Callable[[str], Told]:
    def told(language: str) -> Told:
        with override(language):
            return Told(str(title), body(language))

    return told


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def ends(row: Held, until: date, *, step: int, at: datetime) -> None:
    """The person and her supervisor hear that a last day is near or over. In the pages it says what and whose it is."""
    is_over = step == 0

    def own(language: str) -> str:
        return str(wording.LAST_DAY).format(what=said(row.skill, "name", language).text, day=_day(until))

    def others(language: str) -> str:
        what = said(row.skill, "name", language).text
        return str(wording.WHOSE_LAST_DAY).format(who=row.person.name, what=what, day=_day(until))

    key = f"held {row.pk} {until} {step}"
    title = wording.OWN_ENDED if is_over else wording.OWN_ENDS
    notice = Notice(NoticeKind.CERTIFICATE_ENDS, _told(title, own), ("held", row.pk), MINE, key)
    tell(notice, to={row.person_id}, at=at)
    title = wording.TEAMS_ENDED if is_over else wording.TEAMS_ENDS
    notice = Notice(NoticeKind.CERTIFICATE_ENDS, _told(title, others), ("held", row.pk), WATCHED, f"{key} supervisor")
    tell(notice, to=supervisors_of(row.person_id, at=at), at=at)


def seen_waits(row: Held, *, at: datetime) -> None:
    """The supervisor has a certificate to look at."""

    def body(language: str) -> str:
        return str(wording.WHOSE).format(who=row.person.name, what=said(row.skill, "name", language).text)

    told, key = _told(wording.SEEN_WAITS, body), f"held seen {row.pk} {row.at.isoformat()}"
    notice = Notice(NoticeKind.SKILL_WAITS, told, ("held", row.pk), WATCHED, key)
    tell(notice, to=supervisors_of(row.person_id, at=at), at=at)


def seen(row: Held, *, at: datetime) -> None:
    """Nobody waits for it any more."""
    call_off(thing=("held", row.pk), at=at, kinds=[NoticeKind.SKILL_WAITS])


def induction_waits(row: Induction, *, at: datetime) -> None:
    """Whoever gave an induction is asked whether it was so."""

    def body(language: str) -> str:
        return str(wording.WHOSE).format(who=row.person.name, what=said(row.site, "name", language).text)

    told, key = _told(wording.INDUCTION_WAITS, body), f"induction {row.pk} {row.at.isoformat()}"
    notice = Notice(NoticeKind.SKILL_WAITS, told, ("induction", row.pk), MINE, key)
    to: set[UUID] = {row.inducted_by_id}
    tell(notice, to=to, at=at)
