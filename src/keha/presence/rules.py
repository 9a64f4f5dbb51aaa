"""Pure: a weekly pattern becomes instants, over clock changes too."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def interval(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """The instants (UTC) of local times on a day in Finland; an end that is not after the start is the next day's."""
    last = day if ends > starts else day + timedelta(days=1)
    begin, end = (datetime.combine(d, t, HELSINKI).astimezone(UTC) for d, t in ((day, starts), (last, ends)))
    return begin, end


def local_date(at: datetime) -> date:
    """The day it is in Finland at an instant."""
    return at.astimezone(HELSINKI).date()
