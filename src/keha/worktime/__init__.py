"""Worktime: what the law and the agreements say of working time, as verdicts that name their paragraph.

Words: shift (vuoro / skift), rest (lepo / vila), limit (raja / gräns), form of working time (työaikamuoto /
arbetstidsform), additional work (lisätyö / mertidsarbete), overtime (ylityö / övertidsarbete), consent (suostumus /
samtycke).

Promises: pure (no Django, no database, no clock). Time is elapsed time: a night in which the clock changes is as long as
it is. Every limit is a row with its source; an employer's own rows are passed in. A verdict lists every reason.
Not legal advice.

The face: `Shift`, `Terms`, `Situation` (`shifts`) · `statute()`, `kvtes()`, `Limits.with_rows()` (`limits`) ·
`check(shifts, situation)` (`checking`) · `prepare(shifts, situation)`, then `.allows(shift)`, `.verdict(shift)`
(`prepared`) · `may_publish`, `may_change` (`changes`) · `strain` (`strain`) · `sentence(reason, translate)` (`wording`).
"""
