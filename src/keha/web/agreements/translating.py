"""A language that a rule lacks is written, beside the Finnish text."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keha.agreements import actions, policies
from keha.agreements.actions.upkeep import Translated
from keha.agreements.queries import RuleStory
from keha.web.agreements.forms import ERRORS, TEXT_MAX, TITLE_MAX, WORDS_MAX
from keha.web.agreements.reading import story_of, to_rule
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked

LANGUAGE_NAMES = {"sv": gettext_lazy("Swedish"), "en": gettext_lazy("English")}


class TranslationForm(forms.Form):
    """Heading and text; the reasons and each limit where the Finnish has them."""

    title = forms.CharField(max_length=TITLE_MAX, label=gettext_lazy("Heading"), error_messages=ERRORS)
    text = forms.CharField(
        max_length=TEXT_MAX, label=gettext_lazy("The whole text"), widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=ERRORS,
    )  # fmt: skip

    def __init__(self, *args: Any, story: RuleStory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._limits = story.limits
        if story.version.why_fi:
            self.fields["why"] = forms.CharField(
                max_length=TEXT_MAX, required=False, label=gettext_lazy("Why it is so"), error_messages=ERRORS,
                widget=forms.Textarea(attrs={"rows": 2}), help_text=story.version.why_fi,
            )  # fmt: skip
        for limit in story.limits:
            self.fields[f"limit{limit.position}"] = forms.CharField(
                max_length=WORDS_MAX, label=gettext_lazy("Limit"), error_messages=ERRORS, help_text=limit.words_fi,
                required=False,
            )  # fmt: skip

    def translated(self, code: str) -> Translated:
        """What was written."""
        given = self.cleaned_data
        limits = {row.position: text for row in self._limits if (text := given.get(f"limit{row.position}"))}
        return Translated(code, given["title"], given["text"], given.get("why", ""), limits)


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: Asked, rule_id: UUID, tongue: str) -> HttpResponse:
    """The Finnish text, and the fields of one more language."""
    if tongue not in LANGUAGE_NAMES:
        raise Http404
    story = story_of(request, rule_id)
    policies.may_tend(request.actor, story.rule).or_refuse()
    first = {"title": getattr(story.version, f"title_{tongue}"), "text": getattr(story.version, f"text_{tongue}")}
    form = TranslationForm(request.POST or None, story=story, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.add_translation(form.translated(tongue), rule_id=rule_id, by=request.actor, at=timezone.now())
        messages.success(request, _("The translation is in use. Thank you."))
        return to_rule(rule_id)
    context = {
        "rule_id": rule_id, "tongue": tongue, "name": LANGUAGE_NAMES[tongue], "form": form, "version": story.version,
        "title": story.said("title", reader_language()).text, "is_written": all(first.values()),
    }  # fmt: skip
    return render(request, "agreements/translate.html", context, status=422 if form.errors else 200)
