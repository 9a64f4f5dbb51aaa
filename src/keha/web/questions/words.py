"""Words: what people here say and what the rules call it; and words of questions that may become a rule's own."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keha.agreements import queries as agreements
from keha.questions import actions, policies
from keha.questions.models import Kept
from keha.questions.queries import kept
from keha.web.questions.forms import KeptForm, LocalWordForm
from keha.web.questions.rows import may
from keha.web.shell.places import Asked


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: Asked) -> HttpResponse:
    """The employer's table of words; sent, one more."""
    form = LocalWordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.add_local_word(**form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, _("From now on a question with this word finds its rule."))
        return _back()
    return _page(request, form)


def _page(request: Asked, form: LocalWordForm, wrong: tuple[UUID, KeptForm] | None = None) -> HttpResponse:
    waiting = kept.waiting_for(request.actor)
    language = (get_language() or "fi")[:2]
    titles = {
        row.rule_id: row.title
        for row in agreements.headings([one.rule_id for one in waiting if one.rule_id], language=language)
    }
    context = {
        "form": form,
        "words": kept.local_words(),
        "may_edit": may(policies.may_edit_local_words(request.actor)),
        "waiting": [
            {
                "id": one.pk, "title": titles[one.rule_id].text if one.rule_id in titles else "",
                "form": wrong[1] if wrong and wrong[0] == one.pk else KeptForm(initial={"text": one.text}, auto_id=f"kept_{one.pk}_%s"),
            }
            for one in waiting
        ],
    }  # fmt: skip
    return render(request, "questions/words.html", context, status=422 if form.errors or wrong else 200)


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("questions:words"), status=303)


@require_POST
def remove(request: Asked, word_id: UUID) -> HttpResponse:
    """A word is taken out of the table."""
    if not (policies.may_edit_local_words(request.actor) and kept.is_local_word(word_id)):
        raise Http404  # for somebody who does not keep the table there is no such address
    actions.remove_local_word(word_id=word_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The word was taken away."))
    return _back()


@require_POST
def use(request: Asked, kept_id: UUID) -> HttpResponse:
    """Kept words become a rule's own."""
    form = KeptForm(request.POST, auto_id=f"kept_{kept_id}_%s")
    if not form.is_valid():
        return _page(request, LocalWordForm(), (kept_id, form))
    try:
        actions.use_kept(kept_id=kept_id, text=form.cleaned_data["text"], by=request.actor, at=timezone.now())
    except Kept.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Added. A question in these words now finds the rule."))
    return _back()


@require_POST
def drop(request: Asked, kept_id: UUID) -> HttpResponse:
    """Kept words are forgotten."""
    try:
        actions.drop_kept(kept_id=kept_id, by=request.actor, at=timezone.now())
    except Kept.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("The words were forgotten."))
    return _back()
