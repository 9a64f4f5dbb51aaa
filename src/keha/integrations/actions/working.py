"""What a job does on a sheet: reads it in a child, looks its rows through, adopts them, takes them back.

Each step is its own transaction and does no harm when it is done twice; a job that was killed goes on where it stopped.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from keha.agreements import actions as agreements
from keha.agreements import keeping, proposals
from keha.agreements.actions import Adoption
from keha.agreements.models import Retirement, Rule, Version
from keha.agreements.proposals import Proposal
from keha.agreements.rules import Decider, RulingVerdict, SourceKind, Words
from keha.agreements.templates import SourceLine
from keha.foundation import audit
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.integrations import queries
from keha.integrations.actions import rows as looking
from keha.integrations.actions.bringing import keep_reading
from keha.integrations.actions.rows import Surroundings, surroundings
from keha.integrations.models import Applied, Applying, Placing, Sheet, SheetFile, SheetRow, Undoing
from keha.integrations.queries import Known
from keha.integrations.rule_sheets import apart
from keha.integrations.rule_sheets.columns import Field
from keha.integrations.rule_sheets.table import Table, Unreadable
from keha.integrations.rules import Line, RowState
from keha.organisation.models import Area, Site, Team
from keha.organisation.queries import Actor, actor

BATCH = 100
Read = Callable[[bytes, int], Table | Unreadable]
UNDONE = Words(
    "Tuonti kumottiin: aiempi sanamuoto palautettiin.", "Importen togs tillbaka: den tidigare ordalydelsen gäller igen.",
    "The import was taken back: the earlier wording holds again.",
)  # fmt: skip
TAKEN_BACK = Words("Tuonti kumottiin.", "Importen togs tillbaka.", "The import was taken back.")
BROUGHT = Words("Tuotu taulukosta.", "Hämtad från en tabell.", "Brought in from a table.")


def read_apart(body: bytes, tab: int) -> Table | Unreadable:
    """The table of a file, or why there is none, by a child process."""
    return apart.measured(body, tab=tab)[0]


def carry_on(employer_id: UUID, sheet_id: UUID, *, at: datetime, today: date, read: Read = read_apart) -> None:
    """Does on a sheet what it waits for, in transactions of its own. A sheet that is gone, or waits for nothing: nothing.

    read: what opens the file; outside any transaction.
    """
    with acting_for(employer_id):
        stage = _stage(sheet_id)
    match stage:
        case "reading":
            _read(employer_id, sheet_id, at=at, read=read)
        case "sorting":
            with acting_for(employer_id):
                placing = Placing.objects.select_related("by").get(sheet_id=sheet_id)
                looking.sort(sheet_id=sheet_id, by=actor(placing.by, on=today), at=at, today=today)
        case "applying":
            _in_batches(employer_id, lambda: _adopt_some(sheet_id, at=at, today=today))
        case "undoing":
            _in_batches(employer_id, lambda: _undo_some(sheet_id, at=at, today=today))


def _stage(sheet_id: UUID) -> str:
    sheet = Sheet.objects.filter(pk=sheet_id).first()
    return queries.story(sheet).stage if sheet else ""


def _read(employer_id: UUID, sheet_id: UUID, *, at: datetime, read: Read) -> None:
    with acting_for(employer_id):
        file = SheetFile.objects.select_related("sheet").filter(sheet_id=sheet_id).first()
    if file is None:
        return
    found = read(bytes(file.body), file.sheet.tab)
    with acting_for(employer_id):
        if Sheet.objects.filter(pk=sheet_id).exists():
            keep_reading(sheet_id=sheet_id, found=found, at=at)


def _in_batches(employer_id: UUID, some: Callable[[], bool]) -> None:
    while True:
        with acting_for(employer_id):
            if not some():
                return


def _adopt_some(sheet_id: UUID, *, at: datetime, today: date) -> bool:
    """Adopts up to BATCH rows that have not been adopted yet; with none left, ends the applying. Locks the sheet."""
    Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    applying = Applying.objects.select_related("by").get(sheet_id=sheet_id)
    if applying.ended_at:
        return False
    ready = queries.rows_of(applying.sheet, [RowState.NEW, RowState.CHANGE])
    done = Applied.objects.filter(applying=applying).values("number")
    rows = list(ready.exclude(number__in=done)[:BATCH])
    if not rows:
        _end(applying, at=at)
        return False
    placing = Placing.objects.select_related("area", "team", "site").get(sheet_id=sheet_id)
    by = actor(applying.by, on=today)
    around = surroundings(placing, by, today=today)
    refused = [row for row in rows if not _adopt(row, applying, around, by, at=at)]
    for row in refused:
        row.state, row.reasons = RowState.EYE.value, row.reasons or ["integrations.changed-since"]
        row.save(update_fields=["state", "reasons"])
    applying.refused += len(refused)
    applying.save(update_fields=["refused"])
    return True


def _end(applying: Applying, *, at: datetime) -> None:
    left = queries.rows_of(applying.sheet, [RowState.EYE]).count()
    applying.ended_at, applying.left = at, left
    applying.save(update_fields=["ended_at", "left"])
    SheetFile.objects.filter(sheet_id=applying.sheet_id).delete()
    audit.record("integrations.applied", actor=applying.by_id, at=at, thing=("sheet", applying.sheet_id))


def _adopt(row: SheetRow, applying: Applying, around: Surroundings, by: Actor, *, at: datetime) -> bool:
    """Whether the row became a version. It is looked at anew: what holds may have changed since the preview."""
    found, known = looking.look(row, around, twice=())
    if found.state not in {RowState.NEW, RowState.CHANGE} or found.state != row.state:
        row.reasons = list(found.reasons)
        return False
    line = around.line(row)
    place = around.place_of(line)
    proposal, adoption, previous = _proposed(line, known, around)
    slug = known.slug if known else _slug(line, place, around)
    filled = proposals.filled(proposal, slug=slug, fixed=bool(line.fixed))
    if known:
        rule = Rule.objects.select_related("team", "site", "area").get(pk=known.rule_id)
        if previous is None or Version.objects.filter(rule=rule, number__gt=previous.number).exists():
            return False
    else:
        rule = agreements.open_rule(filled.template, scope=place, owner=by.person)
    try:
        version = agreements.adopt(rule, filled, adoption, by=by, at=at)
    except Refused as no:
        row.reasons = list(no.verdict.reasons)
        return False
    Applied.objects.create(applying=applying, number=row.number, version=version, is_new=known is None)
    return True


def _slug(line: Line, place: Area | Team | Site | None, around: Surroundings) -> str:
    """The topic of a new rule: as the file says, else a wider rule's with this heading, else one of its own."""
    scope = queries.scope_of(place)
    told = line.told(Field.SLUG)
    wide = looking.wider(line, place, around)
    for wanted in (told, *(one.slug for one in wide)):
        fits = wanted and len(wanted) <= 60 and wanted.replace("_", "").replace("-", "").isalnum()
        if fits and (wanted, scope) not in around.by_slug and (wanted, scope) not in queries.retired_slugs([wanted]):
            return wanted
    return proposals.slug_of(line.title, mark=uuid4().hex[:6])


def _proposed(line: Line, known: Known | None, around: Surroundings) -> tuple[Proposal, Adoption, Version | None]:
    previous = Version.objects.select_related("rule").get(pk=known.version_id) if known else None
    proposal = _over(line, keeping.proposal_of(previous)) if previous else _new(line, around)
    placing = around.placing
    since = line.valid_from or placing.valid_from
    until = line.valid_until or (previous.valid_until if previous else None)
    adoption = Adoption(
        agreed_by=Words(placing.agreed_by, "", ""), valid_from=since, agreed_date=placing.agreed_date,
        review_months=line.months or proposal.review_months, change=BROUGHT if previous else None,
        valid_until=until if until and until >= since else None,
    )  # fmt: skip
    return proposal, adoption, previous


def _three(line: Line, fields: Sequence[Field], old: Words) -> Words:
    said = [line.title if field is Field.TITLE else line.told(field) for field in fields]
    # Another language that the file does not touch is let go when the Finnish changes: it would say something else.
    kept = [old.fi, old.sv, old.en] if not said[0] or said[0] == old.fi else [old.fi, "", ""]
    return Words(*(new or before for new, before in zip(said, kept, strict=True)))


_TITLES = (Field.TITLE, Field.TITLE_SV, Field.TITLE_EN)
_TEXTS = (Field.TEXT, Field.TEXT_SV, Field.TEXT_EN)
_NONE = Words("", "", "")


def _over(line: Line, old: Proposal) -> Proposal:
    """A rule's newest wording with what the file says otherwise."""
    why = line.told(Field.WHY)
    sources = "; ".join(source.name.fi for source in old.sources)
    source = line.told(Field.SOURCE)
    text = _three(line, _TEXTS, old.text)
    return replace(
        old, title=_three(line, _TITLES, old.title), text=text, verdict=line.verdict or old.verdict,
        decider=line.decider or old.decider, why=old.why if why in {"", old.why.fi} else Words(why, "", ""),
        sources=old.sources if source in {"", sources} else _sources(source),
        figures=old.figures if text == old.text else (),
    )  # fmt: skip


def _new(line: Line, around: Surroundings) -> Proposal:
    defaults = around.defaults
    decider = line.decider or defaults.decider or Decider.SUPERVISOR
    source = line.told(Field.SOURCE)
    return Proposal(
        topic=line.topic or defaults.topic, verdict=line.verdict or defaults.verdict or RulingVerdict.INFO,
        decider=decider, addressee=looking.addressee_of(decider), title=_three(line, _TITLES, _NONE),
        text=_three(line, _TEXTS, _NONE), why=Words(line.told(Field.WHY), "", ""), sources=_sources(source),
    )  # fmt: skip


def _sources(text: str) -> tuple[SourceLine, ...]:
    return (SourceLine(SourceKind.EMPLOYER, Words(text, "", ""), "", None),) if text else ()


def _undo_some(sheet_id: UUID, *, at: datetime, today: date) -> bool:
    """Takes up to BATCH versions back; with none left, ends the undoing. Locks the sheet."""
    Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    undoing = Undoing.objects.select_related("by", "applying").get(applying__sheet_id=sheet_id)
    if undoing.ended_at:
        return False
    waiting = queries.applied_rows(undoing.applying).filter(undone_at__isnull=True, trouble="")
    rows = list(waiting.select_related("version__rule__team", "version__rule__site", "version__rule__area")[:BATCH])
    by = actor(undoing.by, on=today)
    for row in rows:
        row.trouble = _take_back(row, by, at=at, today=today)
        row.undone_at = None if row.trouble else at
        row.save(update_fields=["trouble", "undone_at"])
    if rows:
        return True
    undoing.ended_at = at
    undoing.save(update_fields=["ended_at"])
    audit.record("integrations.undone", actor=undoing.by_id, at=at, thing=("sheet", sheet_id))
    return False


def _take_back(row: Applied, by: Actor, *, at: datetime, today: date) -> str:
    """Blank when the version was taken back, else the reason why not: the rule is left as it is then."""
    version = row.version
    if Version.objects.filter(rule_id=version.rule_id, number__gt=version.number).exists():
        return "integrations.changed-since"
    if Retirement.objects.filter(rule_id=version.rule_id).exists():
        return "integrations.retired-since"
    try:
        if row.is_new:
            agreements.retire(rule=version.rule, reason=TAKEN_BACK, by=by, at=at)
        else:
            _restore(version, by, at=at, today=today)
    except Refused as no:
        return no.verdict.reasons[0][:40]
    return ""


def _restore(version: Version, by: Actor, *, at: datetime, today: date) -> None:
    """The wording before becomes the next version: history is never deleted."""
    before = Version.objects.select_related("rule").get(rule_id=version.rule_id, number=version.number - 1)
    proposal = keeping.proposal_of(before)
    agreed = Words(before.agreed_by_fi, before.agreed_by_sv, before.agreed_by_en)
    adoption = Adoption(
        agreed_by=agreed, valid_from=before.valid_from, review_months=proposal.review_months, change=UNDONE,
        valid_until=before.valid_until, agreed_date=before.agreed_date,
    )  # fmt: skip
    filled = proposals.filled(proposal, slug=version.rule.slug, fixed=version.rule.fixed)
    agreements.adopt(version.rule, filled, adoption, by=by, at=at)
