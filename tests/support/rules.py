"""Drafts and rules of a person's own team, one of each state; and what each form about them sends."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from keha.agreements import actions, proposals, templates
from keha.agreements.models import Draft, DraftEnding, Retirement, Rule
from keha.agreements.rules import Addressee, Decider, RulingVerdict, Words
from tests.support.people import Who, supervisor_of

SLUG = "tehtavien_jako"
AGREED = Words("Koeryhmä", "", "")

THINGS: dict[str, tuple[str, ...]] = {
    "agreements:template": ("rule",),
    "agreements:draft": ("draft", "discarded"),
    "agreements:draft_edit": ("draft", "filled"),
    "agreements:draft_figures": ("filled",),
    "agreements:draft_adopt": ("draft", "discarded"),
    "agreements:draft_discard": ("draft", "discarded"),
    "agreements:draft_restore": ("discarded", "draft"),
    "agreements:draft_renew": ("draft", "discarded"),
    "agreements:change": ("bare", "gone"),
    "agreements:review": ("bare", "gone"),
    "agreements:retire": ("bare", "gone"),
    "agreements:keep": ("gone", "bare"),
    "agreements:translate": ("bare",),
    "agreements:words": ("bare",),
    "agreements:words_remove": ("bare",),
}
RULES = ("bare", "gone")
# Whose form it is, where it is not the worker's: in their topic the supervisor decides.
DOERS = dict.fromkeys(("agreements:draft_adopt", "agreements:retire", "agreements:keep"), "supervisor")


def proposal_of(title: str) -> proposals.Proposal:
    return proposals.Proposal(
        topic="working_time", verdict=RulingVerdict.MAY, decider=Decider.TEAM, addressee=Addressee.TE,
        title=Words(title, "", ""), text=Words(f"Saatte: {title}.", "", ""), why=Words("Koska.", "", ""),
    )  # fmt: skip


def draft_of(who: Who, title: str) -> Draft:
    by = who.actor()
    return actions.start_draft(proposal_of(title), scope=by.teams[0], by=by, at=timezone.now())


def adopted(who: Who, title: str) -> Rule:
    adoption = actions.Adoption(
        agreed_by=AGREED, valid_from=timezone.localdate() - timedelta(days=3), review_months=12
    )  # fmt: skip
    version = actions.adopt_draft(
        draft_id=draft_of(who, title).pk, edition=1, adoption=adoption, by=supervisor_of(who).actor(), at=timezone.now()
    )
    return version.rule


def things(who: Who) -> dict[str, Any]:
    """Made through the room's actions, inside acting_for(employer)."""
    by, now, template = who.actor(), timezone.now(), templates.template_of(SLUG)
    discarded, bare, gone = draft_of(who, "Hylätty"), adopted(who, "Kääntämätön"), adopted(who, "Poistettu")
    actions.discard_draft(draft_id=discarded.pk, by=by, at=now)
    actions.retire(rule=gone, reason=AGREED, by=supervisor_of(who).actor(), at=now)
    filled = actions.start_draft(
        proposals.refilled(template, {"sharing": "5"}), scope=by.teams[0], by=by, at=now, library_slug=SLUG
    )
    words = actions.add_words(rule_id=bare.pk, text="kokeilusana", by=by, at=now)
    return {
        "draft": draft_of(who, "Avoin").pk, "discarded": discarded.pk, "filled": filled.pk, "bare": bare.pk,
        "gone": gone.pk, "words": words.pk,
    }  # fmt: skip


def renew(ids: dict[str, Any]) -> None:
    """What can be undone for ten minutes ended just now, however old the scene is. Inside acting_for(employer)."""
    ended: list[Any] = [Retirement.objects.get(rule=ids["gone"]), DraftEnding.objects.get(draft=ids["discarded"])]
    for row in ended:
        again, row.at = row.pk, timezone.now()
        row.delete()
        row.pk = again
        row.save(force_insert=True)


WORDING = {
    "title_fi": "Radio", "title_sv": "", "title_en": "", "text_fi": "Saatte kuunnella radiota.", "text_sv": "",
    "text_en": "", "why_fi": "", "why_sv": "", "why_en": "", "topic": "kitchen", "verdict": "may", "decider": "team",
    "addressee": "te", "limit0-comparison": "at_most", "limit0-value": "7,5", "limit0-quantity": "minutes",
    "limit0-words_fi": "enintään 7,5 minuuttia", "limit0-words_sv": "", "limit0-words_en": "", "source0-kind": "team",
    "source0-name_fi": "Tiimin sopimus", "source0-name_sv": "", "source0-name_en": "", "source0-address": "",
}  # fmt: skip


def bodies(own: dict[str, Any]) -> dict[str, dict[str, str]]:
    """What each form sends when it is filled in rightly, its key apart."""
    scope = {"scope": f"team:{own['team']}"}
    return {
        "agreements:template": {**scope, "figure_sharing": "5"},
        "agreements:draft_new": {**WORDING, **scope, "question": ""},
        "agreements:draft_edit": {**WORDING, "edition": "1"},
        "agreements:draft_figures": {"figure_sharing": "4", "edition": "1"},
        "agreements:draft_adopt": {
            "agreed_by": "Koeryhmä", "agreed_date": timezone.localdate().isoformat(), "review_months": "6",
            "valid_until": "", "edition": "1",
        },
        "agreements:draft_discard": {}, "agreements:draft_restore": {}, "agreements:draft_renew": {},
        "agreements:change": {}, "agreements:review": {
            "helped": "yes", "improve": "", "against": "", "outcome": "continue", "months": "12",
        }, "agreements:keep": {}, "agreements:words_remove": {},
        "agreements:retire": {"reason": "Ei enää tarpeen."},
        "agreements:translate": {"title": "Radio", "text": "Ni får lyssna på radio.", "why": ""},
        "agreements:words": {"text": "kuka laittaa radion"},
    }  # fmt: skip
