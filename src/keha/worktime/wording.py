"""Reasons in words. The room knows no Django: sentences are marked here, and whoever shows them passes `translate`.

`REASONS` says what each code means without figures; `sentence` says it with the figures and the paragraph.
"""

from collections.abc import Callable

from keha.worktime.limits import Row
from keha.worktime.spans import HOUR, datetime_of
from keha.worktime.verdicts import Reason, Unit

Translate = Callable[[str], str]


def _(text: str) -> str:
    return text


REASONS = {
    "worktime.overlap": _("Two shifts would be at the same time."),
    "worktime.daily-rest": _("The rest between shifts would be too short."),
    "worktime.rest-not-yours": _("This shorter rest is only for those who choose their own hours (flexitime)."),
    "worktime.short-rests": _("There would be too many short rests in a row."),
    "worktime.rest-not-given-back": _("A rest was cut short, and there is no room to give it back in time."),
    "worktime.weekly-rest": _("The long rest of the week would be too short."),
    "worktime.weekly-rest-averaged": _("The long rest of the week is short, and the week beside it makes up for it."),
    "worktime.any-seven-days": _("There would be seven days without a long rest."),
    "worktime.day-too-long": _("The day would be too long."),
    "worktime.over-contract": _("There would be more hours than the contract has."),
    "worktime.over-full-time": _("There would be more hours than full time has."),
    "worktime.over-pair": _("There would be too many hours in the periods together."),
    "worktime.no-such-period": _("This form of working time has no period of this length."),
    "worktime.averaged-too-long": _("The hours are evened out over too long a time."),
    "worktime.maximum-average": _("There would be too many hours a week over the months."),
    "worktime.meal-break": _("The shift lacks its meal break."),
    "worktime.long-day-break": _("In so long a day one may take one more break of half an hour after eight hours."),
    "worktime.nights-in-row": _("There would be too many night shifts in a row."),
    "worktime.rest-after-nights": _("After the night shifts there would be too little time off."),
    "worktime.days-in-row": _("There would be too many working days in a row."),
    "worktime.roster-late": _("The roster is given out too late."),
    "worktime.swaps-paused": _("Swaps are paused for now."),
    "worktime.extra-work-paused": _("Extra work is paused for now."),
    "worktime.swap-needs-both": _("Both must say yes to the swap."),
    "worktime.swap-needs-employer": _("The supervisor confirms a swap."),
    "worktime.change-needs-employer": _("The supervisor confirms a change of the roster."),
    "worktime.change-needs-consent-or-weighty": _("A roster that has been given out is changed only with the worker's yes or for a weighty reason."),
    "worktime.change-needs-consent-or-justified": _("A roster that has been given out is changed only with the worker's yes or for a justified reason."),
    "worktime.started-shift": _("A shift that has begun is not made longer or shorter without the worker's yes."),
    "worktime.additional-needs-consent": _("Additional work needs the worker's own yes."),
    "worktime.overtime-needs-consent": _("Overtime needs the worker's own yes each time."),
    "worktime.extra-work-initiative": _("Extra work begins from the employer's request."),
    "worktime.emergency-too-long": _("Emergency work may go on for two weeks at most."),
    "worktime.emergency-is-told": _("The authority is told of emergency work at once, and the lost rest is given back."),
    "worktime.handover-too-long": _("There would be too much starting and finishing work in the week."),
    "worktime.cancel-compensated": _("The shift is cancelled so late that compensation is due."),
}  # fmt: skip

_DETAILS = {
    "worktime.overlap": _("Another shift is going on when the shift of {when} begins."),
    "worktime.daily-rest": _("In the 24 hours from the start of the shift of {when} the longest rest is {have}. At least {need} is needed."),
    "worktime.short-rests": _("The rest after the shift of {when} would be short for the {have}. time in a row. At most {need} are allowed."),
    "worktime.rest-not-given-back": _("The rest that ended {when} was {need} too short. There is no room to give it back in time."),
    "worktime.weekly-rest": _("In the week of {date} the longest rest is {have}. At least {need} is needed."),
    "worktime.weekly-rest-averaged": _("In the week of {date} the longest rest is {have}, and not {need}. The week beside it makes up for it."),
    "worktime.any-seven-days": _("In the seven days from {date} the longest rest is {have}. At least {need} is needed."),
    "worktime.day-too-long": _("On {date} there would be {have} of work. At most {need} is allowed."),
    "worktime.over-contract": _("In the period from {date} there would be {have} of work. The contract has {need}."),
    "worktime.over-full-time": _("In the period from {date} there would be {have} of work. Full time has {need}."),
    "worktime.over-pair": _("In the periods together there would be {have} of work. At most {need} is allowed."),
    "worktime.averaged-too-long": _("The hours are evened out over {have} weeks. At most {need} are allowed."),
    "worktime.maximum-average": _("In the months from {date} there would be {have} of work. At most {need} is allowed."),
    "worktime.meal-break": _("The shift of {when} has a break of {have}. At least {need} is needed, not at the start or the end."),
    "worktime.nights-in-row": _("The shift of {when} would be night shift number {have} in a row. At most {need} are allowed."),
    "worktime.rest-after-nights": _("After night shifts there is {have} free before the shift of {when}. At least {need} is needed."),
    "worktime.days-in-row": _("From {date} there would be {have} working days in a row. At most {need} are allowed."),
    "worktime.roster-late": _("The roster from {date} is given out {have} days before. At least {need} days are needed."),
    "worktime.handover-too-long": _("There would be {have} of starting and finishing work in the week. At most {need} is allowed."),
}  # fmt: skip

_SOURCES = {
    "tal": _("Working Hours Act, section {section}"),
    "kvtes": _("General Collective Agreement KVTES, chapter {chapter}, section {section}"),
}
_CHAPTER = _("General Collective Agreement KVTES, chapter {chapter}")
_VERIFY = _("{source}, to be verified")
_WHEN = _("{day}.{month}. at {hour}:{minute}")
_DATE = _("{day}.{month}.")
_HOURS_MINUTES, _HOURS, _MINUTES = _("{hours} h {minutes} min"), _("{hours} h"), _("{minutes} min")


def sentence(reason: Reason, translate: Translate) -> str:
    """A reason as a person reads it, with its figures and its paragraph, in the language that translate speaks."""
    template = translate(_DETAILS.get(reason.code, REASONS[reason.code]))
    words = {
        name: _figure(value, reason.unit, translate) for name, value in (("have", reason.have), ("need", reason.need))
    }
    if reason.at is not None:
        words |= {"when": when(reason.at, translate), "date": _date(reason.at, translate)}
    told = template.format(**words)
    return f"{told} ({paragraph(reason.row, translate)})" if reason.row else told


def paragraph(row: Row, translate: Translate) -> str:
    """Where a limit comes from, and whether it is still to be verified. An employer's own source stands in its own words."""
    chapter, space, section = row.section.rpartition(" ") if row.source == "kvtes" else ("", "", row.section)
    if row.source not in _SOURCES:
        source = f"{row.source} {row.section}".strip()
    elif row.source == "kvtes" and not space:
        source = translate(_CHAPTER).format(chapter=section)
    else:
        source = translate(_SOURCES[row.source]).format(chapter=chapter, section=section)
    return translate(_VERIFY).format(source=source) if row.to_verify else source


def when(minute: int, translate: Translate) -> str:
    """A minute as day and clock."""
    at = datetime_of(minute)
    return translate(_WHEN).format(day=at.day, month=at.month, hour=at.hour, minute=f"{at.minute:02}")


def _date(minute: int, translate: Translate) -> str:
    at = datetime_of(minute)
    return translate(_DATE).format(day=at.day, month=at.month)


def duration(minutes: int, translate: Translate) -> str:
    """Minutes as hours and minutes."""
    hours, rest = divmod(minutes, HOUR)
    template = _HOURS_MINUTES if hours and rest else _HOURS if hours or not rest else _MINUTES
    return translate(template).format(hours=hours, minutes=rest)


def _figure(value: int | None, unit: Unit, translate: Translate) -> str:
    if value is None:
        return ""
    return duration(value, translate) if unit is Unit.MINUTES else str(value)
