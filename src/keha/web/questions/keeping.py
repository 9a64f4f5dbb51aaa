"""Words that are kept without a name when the question is forgotten."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keha.questions import actions, policies
from keha.web.questions import rows, sending
from keha.web.questions.forms import KeepForm
from keha.web.questions.views import quietly
from keha.web.shell.places import Asked


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: Asked, question_id: UUID) -> HttpResponse:
    """The words, to be edited by a person before they are kept."""
    asked = sending.own(request, question_id)
    policies.may_keep(request.actor, asked).or_refuse()
    quietly(request, asked)
    form = KeepForm(request.POST if request.method == "POST" else None, initial={"text": asked.question.text})
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        actions.keep_words(
            question_id=question_id, text=form.cleaned_data["text"], by=request.actor, at=now,
            day=timezone.localdate(now),
        )  # fmt: skip
        messages.success(request, _("The words are kept, without a name."))
        return HttpResponseRedirect(reverse("questions:question", args=[question_id]), status=303)
    warning = sending.warning(asked.question.text)
    context = {"question": rows.row(asked, request.actor), "form": form, "warning": warning}
    return render(request, "questions/keep.html", context, status=422 if form.errors else 200)
