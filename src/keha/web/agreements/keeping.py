"""Rules looked after: what waits for care, found still good, taken out of use and back, translated, found by own words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.agreements import actions, keeping, policies
from keha.agreements.keeping import OWN_RULES_MAX, Kept
from keha.agreements.models import OwnWords
from keha.agreements.queries import RuleStory, retirement_of
from keha.agreements.rules import Words
from keha.foundation.languages import said
from keha.questions.queries import usage
from keha.web.agreements.forms import ReasonForm
from keha.web.agreements.reading import draft_rows, story_of, to_rule
from keha.web.agreements.translating import LANGUAGE_NAMES
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked

UNUSED_AFTER = timedelta(days=365)
SHOWN_MAX = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A rule that waits for care. note: what of it."""

    id: UUID
    title: str
    scope: str
    note: str
    is_teams: bool


@dataclass(frozen=True, slots=True)
class Heap:
    """Rules that wait for the same. kind: due, expired, unused or untranslated; more: how many are not shown."""

    kind: str
    title: Any
    help: Any
    rows: tuple[Row, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are left out of the page."""
        return self.count - len(self.rows)


HEAPS: tuple[tuple[str, Any, Any], ...] = (
    ("expired", gettext_lazy("Their time has run out"),
     gettext_lazy("They answer nobody. Agree on them again, or take them out of use.")),
    ("due", gettext_lazy("Time to look at them again"), gettext_lazy("Read the rule. Is it still good?")),
    ("untranslated", gettext_lazy("A translation is missing"),
     gettext_lazy("Who reads in that language sees the Finnish text and a note.")),
    ("unused", gettext_lazy("Nobody has needed them in a year"),
     gettext_lazy("A rule nobody asks for may be clear to all, or no longer needed.")),
)  # fmt: skip


def heaps_of(request: Asked, today: date) -> list[Heap]:
    """What waits for this keeper, each rule once, in its most pressing heap. Two queries."""
    kept = keeping.kept_by(request.actor)
    used = usage.helped_since(timezone.now() - UNUSED_AFTER) if kept else frozenset()
    tests: dict[str, Callable[[Kept], bool]] = {
        "expired": lambda rule: rule.is_expired(today),
        "due": lambda rule: rule.is_due(today),
        "untranslated": lambda rule: bool(rule.missing),
        "unused": lambda rule: rule.rule_id not in used and rule.adopted_at < timezone.now() - UNUSED_AFTER,
    }
    found: dict[str, list[Kept]] = {kind: [] for kind in tests}
    for rule in kept:
        if kind := next((kind for kind, test in tests.items() if test(rule)), None):
            found[kind].append(rule)
    return [
        Heap(kind, title, how, tuple(_rows(kind, found[kind])), len(found[kind]))
        for kind, title, how in HEAPS
        if found[kind]
    ]


def _rows(kind: str, rules: Iterable[Kept]) -> list[Row]:
    first = sorted(rules, key=lambda rule: (rule.review_date, rule.title_fi))[:SHOWN_MAX]
    return [
        Row(
            rule.rule_id, said(rule, "title", reader_language()).text,
            said(rule, "place", reader_language()).text or _("everybody at this employer"), _note(kind, rule),
            rule.team_id is not None,
        )
        for rule in first
    ]  # fmt: skip


def _note(kind: str, rule: Kept) -> str:
    return ", ".join(str(LANGUAGE_NAMES[code]) for code in rule.missing) if kind == "untranslated" else ""


def crowded(request: Asked) -> list[str]:
    """The names of her teams that have more than forty rules of their own. One query."""
    counts: dict[UUID, int] = {}
    for rule in keeping.kept_by(request.actor):
        if rule.team_id:
            counts[rule.team_id] = counts.get(rule.team_id, 0) + 1
    teams = {team.pk: team for team in (*request.actor.teams, *request.actor.led_teams)}
    return [
        said(team, "name", reader_language()).text for pk, team in teams.items() if counts.get(pk, 0) > OWN_RULES_MAX
    ]


def count_waiting(request: Asked) -> int:
    """How many rules and drafts wait for this keeper. Three queries; none for somebody who keeps nothing."""
    if not keeping.keeps_something(request.actor):
        return 0
    return sum(heap.count for heap in heaps_of(request, timezone.localdate())) + keeping.count_drafts(request.actor)


@require_GET
def upkeep(request: Asked) -> HttpResponse:
    """What waits for this keeper's care."""
    heaps = heaps_of(request, timezone.localdate())
    drafts = draft_rows(request)
    context = {
        "heaps": heaps, "drafts": drafts, "crowded": crowded(request), "most": OWN_RULES_MAX,
        "count": sum(heap.count for heap in heaps) + len(drafts),
    }  # fmt: skip
    return render(request, "agreements/upkeep.html", context)


def kept_story(request: Asked, rule_id: UUID) -> RuleStory:
    """A rule that the reader keeps; a rule she may only read is refused. Raises Http404, Refused."""
    story = story_of(request, rule_id)
    policies.may_tend(request.actor, story.rule).or_refuse()
    return story


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: Asked, rule_id: UUID) -> HttpResponse:
    """The rule is taken out of use, with the reason; it can be taken back for ten minutes."""
    story = story_of(request, rule_id)
    policies.may_retire(request.actor, story.rule, on=timezone.localdate()).or_refuse()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = Words(form.cleaned_data["reason"], "", "")
        actions.retire(rule=story.rule, reason=reason, by=request.actor, at=timezone.now())
        messages.success(request, _("The rule is out of use. You can take it back for ten minutes."))
        return to_rule(rule_id)
    context = {
        "rule_id": rule_id, "form": form, "title": story.said("title", reader_language()).text,
        "is_retired": retirement_of(rule_id) is not None,
    }  # fmt: skip
    return render(request, "agreements/retire.html", context, status=422 if form.errors else 200)


@require_POST
def keep(request: Asked, rule_id: UUID) -> HttpResponse:
    """The rule is taken back into use."""
    story_of(request, rule_id)
    actions.keep(rule_id=rule_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The rule is in use again."))
    return to_rule(rule_id)


@require_POST
def remove_words(request: Asked, rule_id: UUID, words_id: UUID) -> HttpResponse:
    """Own words are taken away."""
    kept_story(request, rule_id)
    if not OwnWords.objects.filter(rule_id=rule_id, pk=words_id).exists():
        raise Http404
    actions.remove_words(rule_id=rule_id, words_id=words_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The words were taken away."))
    return to_rule(rule_id)
