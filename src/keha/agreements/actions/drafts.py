"""Drafts: begun, edited, adopted, discarded and taken back. Whoever keeps the place may, but for adopting."""

from datetime import datetime
from uuid import UUID

from keha.agreements import keeping, policies, proposals, queries
from keha.agreements.actions.adopting import Adoption, enact, open_rule
from keha.agreements.models import Draft, DraftEnding, Retirement, Rule, Version
from keha.agreements.proposals import UNDO, DraftEnd, Proposal
from keha.agreements.queries import rounds
from keha.agreements.templates import template_of
from keha.foundation import audit
from keha.foundation.verdict import Refused, Verdict, all_of, holds
from keha.organisation.models import Area, Site, Team
from keha.organisation.queries import Actor
from keha.presence.rules import local_date


def start_draft(
    proposal: Proposal, *, scope: Area | Team | Site | None, by: Actor, at: datetime,
    library_slug: str = "", source: tuple[str, UUID] | None = None,
) -> Draft:  # fmt: skip
    """Begins a draft of a rule for a place. source: what it grew from, as ("question", id).

    Where the place has a rule of that template already, the draft is its next version. Raises Refused.
    """
    draft = Draft(
        area=scope if isinstance(scope, Area) else None, team=scope if isinstance(scope, Team) else None,
        site=scope if isinstance(scope, Site) else None, library_slug=library_slug,
        fixed=bool(library_slug) and template_of(library_slug).fixed, proposal=proposals.to_body(proposal),
        source_kind=source[0] if source else "", source_id=source[1] if source else None,
        by=by.person, at=at, edited_by=by.person, edited_at=at,
    )  # fmt: skip
    policies.may_tend(by, draft).or_refuse()
    if library_slug:
        draft.rule = Rule.objects.filter(slug=library_slug, area=draft.area, team=draft.team, site=draft.site).first()
        draft.based_on = queries.last_number(draft.rule) if draft.rule else 0
    draft.save()
    audit.record("agreements.start-draft", actor=by.id, at=at, thing=("draft", draft.pk))
    return draft


def start_change(*, rule_id: UUID, by: Actor, at: datetime) -> Draft:
    """Begins the next version of a rule from its newest one; an open change of it is gone on with.

    Raises Refused, Rule.DoesNotExist. Locks the rule.
    """
    rule = Rule.objects.select_for_update(of=("self",)).select_related("team", "site", "area").get(pk=rule_id)
    policies.may_tend(by, rule).or_refuse()
    if known := keeping.open_draft_of(rule_id):
        return known
    version = Version.objects.select_related("rule").filter(rule=rule).order_by("-number")[0]
    draft = Draft.objects.create(
        rule=rule, based_on=version.number, area=rule.area, team=rule.team, site=rule.site, fixed=rule.fixed,
        library_slug=rule.library_slug, proposal=proposals.to_body(keeping.proposal_of(version)),
        by=by.person, at=at, edited_by=by.person, edited_at=at,
    )  # fmt: skip
    audit.record("agreements.start-change", actor=by.id, at=at, thing=("rule", rule_id))
    return draft


def _locked(draft_id: UUID, by: Actor, *, ended: bool = False) -> Draft:
    draft = (
        Draft.objects.select_for_update(of=("self",)).select_related("rule", "area", "team", "site").get(pk=draft_id)
    )
    has_ended = draft.endings.exists()
    all_of(
        policies.may_tend(by, draft),
        holds(ended or not has_ended, otherwise="agreements.draft-ended"),
        holds(not rounds.is_asked_about(draft_id), otherwise="agreements.draft-in-round"),
    ).or_refuse()
    return draft


def edit_draft(
    proposal: Proposal, *, draft_id: UUID, edition: int, by: Actor, at: datetime, library_slug: str = ""
) -> Draft:
    """Writes a draft anew. edition: the one that was edited; another's edit in between is not written over.

    library_slug: the template whose blanks were filled; empty for free words, which a binding text does not take.
    Raises Refused, Draft.DoesNotExist. Locks the draft.
    """
    draft = _locked(draft_id, by)
    holds(draft.edition == edition, otherwise="agreements.draft-edited").or_refuse()
    holds(bool(library_slug) or not keeping.is_locked(draft), otherwise="agreements.text-locked").or_refuse()
    draft.proposal, draft.edition = proposals.to_body(proposal), draft.edition + 1
    draft.edited_by, draft.edited_at = by.person, at
    draft.save(update_fields=["proposal", "edition", "edited_by", "edited_at"])
    audit.record("agreements.edit-draft", actor=by.id, at=at, thing=("draft", draft_id))
    return draft


def bring_up_to_date(*, draft_id: UUID, by: Actor, at: datetime) -> Draft:
    """The draft goes on after its rule's newest version, which its keeper has read. Raises Refused. Locks the draft."""
    draft = _locked(draft_id, by)
    draft.based_on = queries.last_number(draft.rule) if draft.rule else 0
    draft.save(update_fields=["based_on"])
    audit.record("agreements.bring-up-to-date", actor=by.id, at=at, thing=("draft", draft_id))
    return draft


def adopt_draft(*, draft_id: UUID, edition: int, adoption: Adoption, by: Actor, at: datetime) -> Version:
    """The draft becomes its rule's next version and answers from now on; a rule out of use comes back into use.

    edition: the one whose card was read. Of two who adopt at once, one does, and the other is told.
    Raises Refused: not hers alone, ended, edited, the rule has a newer version, or a wider rule would be loosened. Locks draft and rule.
    """
    draft = _locked(draft_id, by)
    all_of(
        policies.may_adopt(by, draft, on=local_date(at)),
        holds(draft.edition == edition, otherwise="agreements.draft-edited"),
    ).or_refuse()
    return enact_draft(draft, adoption, by=by, at=at)


def enact_draft(draft: Draft, adoption: Adoption, *, by: Actor, at: datetime) -> Version:
    """A draft that is locked already becomes its rule's next version, by whoever had the right to say so.

    Raises Refused: no Finnish words, the rule has a newer version, or a wider rule would be loosened. Locks the rule.
    """
    proposal = proposals.from_body(draft.proposal)
    holds(not proposal.lacks_finnish, otherwise="agreements.no-finnish").or_refuse()
    rule = _rule_of(draft, proposal, by=by)
    all_of(
        holds(queries.last_number(rule) == draft.based_on, otherwise="agreements.rule-has-changed"),
        keeping.is_no_looser(draft, proposal, today=adoption.valid_from),
    ).or_refuse()
    filled = proposals.filled(proposal, slug=rule.slug, fixed=rule.fixed)
    version = enact(rule, filled, adoption, by=by, at=at)
    DraftEnding.objects.create(draft=draft, kind=DraftEnd.ADOPTED, version=version, by=by.person, at=at)
    Retirement.objects.filter(rule=rule).delete()
    audit.record("agreements.adopt-draft", actor=by.id, at=at, thing=("draft", draft.pk))
    return version


def _rule_of(draft: Draft, proposal: Proposal, *, by: Actor) -> Rule:
    known: Rule | None = draft.rule
    if known:
        return known
    slug = draft.library_slug or proposals.slug_of(proposal.title.fi, mark=draft.pk.hex[-6:])
    template = proposals.filled(proposal, slug=slug, fixed=draft.fixed).template
    return open_rule(template, scope=draft.area or draft.team or draft.site, owner=by.person)


def discard_draft(*, draft_id: UUID, by: Actor, at: datetime) -> DraftEnding:
    """Lays a draft aside; it can be taken back for ten minutes. Raises Refused, Draft.DoesNotExist. Locks the draft."""
    draft = _locked(draft_id, by)
    ending = DraftEnding.objects.create(draft=draft, kind=DraftEnd.DISCARDED, by=by.person, at=at)
    audit.record("agreements.discard-draft", actor=by.id, at=at, thing=("draft", draft_id))
    return ending


def restore_draft(*, draft_id: UUID, by: Actor, at: datetime) -> Draft:
    """Takes back a draft that was discarded in the last ten minutes. Raises Refused, Draft.DoesNotExist. Locks it."""
    draft = _locked(draft_id, by, ended=True)
    ending = draft.endings.first()
    if ending is None or ending.kind != DraftEnd.DISCARDED:
        raise Refused(Verdict(("agreements.not-discarded",)))
    holds(at - ending.at <= UNDO, otherwise="agreements.too-late-to-undo").or_refuse()
    ending.delete()
    audit.record("agreements.restore-draft", actor=by.id, at=at, thing=("draft", draft_id))
    return draft
