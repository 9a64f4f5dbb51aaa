"""The starter library: templates by topic, each with its blanks marked, filled in once and kept as a draft."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from keha.agreements import actions, keeping, proposals, templates
from keha.agreements.keeping import Ground
from keha.agreements.models import Draft
from keha.agreements.templates import Template
from keha.foundation.verdict import Refused
from keha.web.agreements.blanks import BlanksForm, pieces
from keha.web.agreements.cards import topic_name
from keha.web.agreements.drafting import EDITED, edition_of
from keha.web.agreements.reading import draft_of, to_draft
from keha.web.agreements.scopes import ScopeForm
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked

QUERY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A template on the shelf. is_used: the reader's own place has a rule of it."""

    slug: str
    title: str
    blanks: int
    fixed: bool
    is_used: bool


def _found(slug: str) -> Template:
    try:
        return templates.template_of(slug)
    except LookupError:
        raise Http404 from None


@require_GET
def shelf(request: Asked) -> HttpResponse:
    """All templates by topic."""
    wanted = request.GET.get("q", "")[:QUERY_LENGTH].replace("\0", "").strip()
    grounds = keeping.grounds(request.actor)
    used = set().union(*(keeping.library_slugs(ground) for ground in _own(grounds))) if grounds else set()
    groups: dict[str, list[Entry]] = {}
    for template in templates.load():
        title = template.title.of(reader_language())
        if wanted.casefold() in title.casefold():
            entry = Entry(template.slug, title, len(template.figures), template.fixed, template.slug in used)
            groups.setdefault(template.topic, []).append(entry)
    context = {
        "q": wanted, "count": sum(map(len, groups.values())),
        "groups": [{"topic": topic_name(topic), "entries": entries} for topic, entries in groups.items()],
    }  # fmt: skip
    return render(request, "agreements/library.html", context)


def _own(grounds: list[Ground]) -> list[Ground]:
    """The first place and the whole employer: what marks a template as taken."""
    return [ground for n, ground in enumerate(grounds) if n == 0 or ground.kind == "employer"]


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: Asked, slug: str) -> HttpResponse:
    """One template: its text with the blanks marked, and the form that asks each once."""
    found = _found(slug)
    grounds = [ground for ground in keeping.grounds(request.actor) if ground.may_fix or not found.fixed]
    sent = request.POST if request.method == "POST" else None
    scope, blanks = ScopeForm(sent, grounds=grounds), BlanksForm(sent, template=found)
    if sent is not None and all([scope.is_valid(), blanks.is_valid()]):
        draft = actions.start_draft(
            blanks.proposal(), scope=scope.ground().place, by=request.actor, at=timezone.now(), library_slug=slug
        )
        return to_draft(draft.pk)
    context = {
        **_shown(found), "scope": scope, "blanks": blanks, "may": bool(grounds),
        "has_errors": sent is not None and bool(scope.errors or blanks.errors),
    }  # fmt: skip
    return render(request, "agreements/template.html", context, status=422 if context["has_errors"] else 200)


def _shown(found: Template) -> dict[str, Any]:
    return {
        "template": found, "title": found.title.of(reader_language()), "pieces": pieces(found),
        "why": found.why.of(reader_language()), "topic": topic_name(found.topic), "locked": proposals.is_locked(found),
        "sources": [source.name.of(reader_language()) for source in found.sources],
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: Asked, draft_id: UUID) -> HttpResponse:
    """The figures of a draft that fills a template."""
    draft = draft_of(request, draft_id)
    found = _found(draft.library_slug)
    sent = request.POST if request.method == "POST" else None
    known = {line["key"]: line["value"] for line in draft.proposal["figures"]}
    form = BlanksForm(sent, template=found, figures=known)
    if sent is None or not form.is_valid():
        return _figures_page(request, draft, form, status=422 if sent is not None else 200)
    try:
        actions.edit_draft(
            form.proposal(), draft_id=draft_id, edition=edition_of(request), by=request.actor, at=timezone.now(),
            library_slug=found.slug,
        )  # fmt: skip
    except Refused as refused:
        if EDITED not in refused.verdict.reasons:
            raise
        return _figures_page(request, draft, form, status=409)
    return to_draft(draft_id)


def _figures_page(request: Asked, draft: Draft, form: BlanksForm, *, status: int) -> HttpResponse:
    context = {
        **_shown(form.template), "draft": draft, "blanks": form, "has_errors": status == 422,
        "was_edited": status == 409, "edition": edition_of(request) if status == 422 else draft.edition,
    }  # fmt: skip
    return render(request, "agreements/draft_figures.html", context, status=status)
