"""A rule looked at again: did it help, what to improve, any reason not to go on; and what follows from it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from keha.agreements import actions
from keha.agreements.actions import Looked
from keha.agreements.consent import Helped, ReviewOutcome
from keha.agreements.queries import RuleStory
from keha.agreements.queries import rounds as reads
from keha.web.agreements.cards import card_of
from keha.web.agreements.forms import REASON_MAX, choice_field, text_field
from keha.web.agreements.keeping import kept_story
from keha.web.agreements.reading import to_draft
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked

HELPED = (
    (Helped.YES.value, pgettext_lazy("helped", "Yes")), (Helped.PARTLY.value, pgettext_lazy("helped", "In part")),
    (Helped.NO.value, pgettext_lazy("helped", "No")),
)  # fmt: skip
OUTCOMES = (
    (ReviewOutcome.CONTINUE.value, gettext_lazy("It goes on as it is")), (ReviewOutcome.CHANGE.value, gettext_lazy("I propose a change")),
    (ReviewOutcome.RETIRE.value, gettext_lazy("I propose that it ends")),
)  # fmt: skip


class ReviewForm(forms.Form):
    """The three questions of a rule that is looked at again, and what follows."""

    helped = choice_field(HELPED, label=gettext_lazy("Has it helped?"))
    improve = text_field(most=REASON_MAX, label=gettext_lazy("What could be better?"), rows=2)
    against = text_field(most=REASON_MAX, label=gettext_lazy("Is there a reason not to go on?"), rows=2)
    outcome = choice_field(OUTCOMES, label=gettext_lazy("What follows?"))
    months = forms.IntegerField(
        min_value=1, max_value=36, required=False, label=gettext_lazy("Looked at again after how many months?"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("Write a number from 1 to 36."), "min_value": gettext_lazy("Write a number from 1 to 36."),
            "max_value": gettext_lazy("Write a number from 1 to 36."),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Asked, rule_id: UUID) -> HttpResponse:
    """The three questions. Going on gives the next day; a change begins a draft, an end a proposal to the team."""
    story = kept_story(request, rule_id)
    form = ReviewForm(request.POST if request.method == "POST" else None, initial={"months": _months(story)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        looked = Looked(
            Helped(given["helped"]), ReviewOutcome(given["outcome"]), given["months"] or _months(story),
            given["improve"], given["against"],
        )  # fmt: skip
        actions.review(looked, rule_id=rule_id, today=timezone.localdate(), by=request.actor, at=timezone.now())
        return _onwards(request, rule_id, looked.outcome)
    today, language = timezone.localdate(), reader_language()
    context = {
        "rule_id": rule_id, "form": form, "title": story.said("title", language).text, "before": reads.last_review(rule_id),
        "card": card_of(story, language=language, actor=request.actor, today=today), "ended": not story.in_force,
    }  # fmt: skip
    return render(request, "agreements/review.html", context, status=422 if form.errors else 200)


def _months(story: RuleStory) -> int:
    """As long as it was until now: at least two months."""
    return max(2, round((story.version.review_date - story.version.valid_from).days / 30.4))


def _onwards(request: Asked, rule_id: UUID, outcome: ReviewOutcome) -> HttpResponse:
    match outcome:
        case ReviewOutcome.CHANGE:
            draft = actions.start_change(rule_id=rule_id, by=request.actor, at=timezone.now())
            messages.success(request, _("Thank you. Change the words here, and then ask the team."))
            return to_draft(draft.pk)
        case ReviewOutcome.RETIRE:
            return HttpResponseRedirect(reverse("rounds:retire", args=[rule_id]), status=303)
    messages.success(request, _("Good. The rule stays as it is, and its next look has a new day."))
    return HttpResponseRedirect(reverse("agreements:upkeep"), status=303)
