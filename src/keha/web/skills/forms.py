"""The shapes of what is told of skills, inductions and needs."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keha.organisation.models import Person
from keha.skills.actions import HeldTold, InductionTold, NeedTold, SkillTold
from keha.skills.rules import NAME_MAX, Level, SkillKind, Source
from keha.skills.wording import KINDS, LEVELS, REASONS, SOURCES
from keha.web.agreements.forms import CHOOSE, DAY_ERRORS, DayField
from keha.web.rights.forms import text

Choices = Iterable[tuple[str, Any]]


def _chosen(label: Any, choices: Choices = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), error_messages=CHOOSE)


class AbilityForm(forms.Form):
    """What a person says of an ability of her own."""

    level = _chosen(_("What fits you?"), [(level.value, LEVELS[level]) for level in Level])

    def told(self) -> HeldTold:
        """What was told. Only of a valid form."""
        return HeldTold(level=Level(self.cleaned_data["level"]))


class DaysForm(forms.Form):
    """The days of a certificate or a key."""

    since = DayField(
        label=pgettext_lazy("certificate", "Given on"), required=False, error_messages=DAY_ERRORS,
        help_text=_("May be left empty."),
    )  # fmt: skip
    until = DayField(
        label=pgettext_lazy("certificate", "Last day"), required=False, error_messages=DAY_ERRORS,
        help_text=_("Empty: it does not end."),
    )  # fmt: skip

    def told(self) -> HeldTold:
        """What was told. Only of a valid form."""
        return HeldTold(since=self.cleaned_data["since"], until=self.cleaned_data["until"])


def form_of(kind: SkillKind) -> type[AbilityForm | DaysForm]:
    """The form for a thing of a kind."""
    return AbilityForm if kind is SkillKind.ABILITY else DaysForm


class InductionForm(forms.Form):
    """Who was inducted where, by whom and when."""

    person = _chosen(_("Who was inducted?"))
    site = _chosen(_("At which site?"))
    inducted_by = _chosen(_("Who gave the induction?"))
    on = DayField(label=_("On which day?"), error_messages=DAY_ERRORS)
    until = DayField(
        label=_("Valid until"), required=False, error_messages=DAY_ERRORS,
        help_text=_("Empty: for the time being."),
    )  # fmt: skip

    def offer(self, *, people: Choices, sites: Choices, inductors: Choices) -> None:
        """What can be chosen."""
        for name, choices in (("person", people), ("site", sites), ("inducted_by", inductors)):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def told(self) -> InductionTold:
        """What was told. Only of a valid form."""
        found = self.cleaned_data
        person, site, inductor = (UUID(found[name]) for name in ("person", "site", "inducted_by"))
        return InductionTold(person, site, inductor, found["on"], found["until"])


class _NamesForm(forms.Form):
    name_fi = forms.CharField(
        label=_("Name in Finnish"), max_length=NAME_MAX,
        error_messages={
            "required": REASONS["skills.without-name"], "max_length": _("This is too long. Write it shorter."),
        },
    )  # fmt: skip
    name_sv = text(_("Name in Swedish"), most=NAME_MAX)
    name_en = text(_("Name in English"), most=NAME_MAX)

    def names(self) -> dict[str, str]:
        """By language. Only of a valid form."""
        return {language: self.cleaned_data[f"name_{language}"] for language in ("fi", "sv", "en")}

    def called(self) -> list[forms.BoundField]:
        """The fields of the names."""
        return [self[name] for name in ("name_fi", "name_sv", "name_en")]


class SkillForm(_NamesForm):
    """A thing of the catalogue."""

    kind = _chosen(_("What is it?"), [(kind.value, KINDS[kind]) for kind in SkillKind])
    is_restricted = forms.BooleanField(
        label=_("Only the person and her supervisor may see it, for it is near to health"), required=False
    )

    def told(self) -> SkillTold:
        """What was told. Only of a valid form."""
        return SkillTold(SkillKind(self.cleaned_data["kind"]), self.names(), self.cleaned_data["is_restricted"])


class TaskForm(_NamesForm):
    """Something that a team does."""

    is_common = forms.BooleanField(
        label=_("Belongs to every shift of the team"), required=False, initial=True
    )  # fmt: skip


class NeedForm(forms.Form):
    """What a site or a task needs."""

    where = _chosen(_("Where is it needed?"))
    skill = _chosen(_("What is needed?"))
    source = _chosen(_("Who says so?"), [(source.value, SOURCES[source]) for source in Source])

    def offer(self, *, where: Choices, skills: Choices) -> None:
        """What can be chosen. where: "site:…" or "task:…"."""
        self.fields["where"].choices = list(where)  # type: ignore[attr-defined]
        self.fields["skill"].choices = list(skills)  # type: ignore[attr-defined]

    def told(self) -> NeedTold:
        """What was told. Only of a valid form."""
        kind, _colon, written = self.cleaned_data["where"].partition(":")
        site, task = (UUID(written) if kind == wanted else None for wanted in ("site", "task"))
        return NeedTold(UUID(self.cleaned_data["skill"]), Source(self.cleaned_data["source"]), site, task)


def people_choices(people: Iterable[Person]) -> list[tuple[str, str]]:
    """People as choices, by name."""
    return [(str(person.pk), person.name) for person in people]
