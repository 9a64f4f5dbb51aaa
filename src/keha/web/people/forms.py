"""The shapes of what is said of a sign-in service, of a file of people and of its rows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from keha.integrations.people_sheets.columns import Field, is_enough
from keha.integrations.people_sheets.rows import NEW
from keha.integrations.sign_in.outward import is_acceptable
from keha.integrations.wording import PERSON_FIELDS
from keha.organisation.actions.machines import Service
from keha.organisation.models import SignInService
from keha.organisation.wording import REASONS

SHOWN_COLUMNS, CELL_MAX = 60, 500
NEEDED = {"required": _("Write something here."), "max_length": _("This is too long. Write it shorter.")}
CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
CLAIM = r"^[A-Za-z][A-Za-z0-9_.:/-]{0,59}$"


def _text(label: Any, *, most: int, required: bool = True, hint: Any = "", **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint, error_messages=dict(NEEDED), widget=widget, **more
    )  # fmt: skip


class ServiceForm(forms.Form):
    """An employer's sign-in service. kept: the one before; then its secret may be left as it is."""

    issuer = _text(
        _("Address of the issuer"), most=300,
        hint=_("For Entra: https://login.microsoftonline.com/, the directory's own id, and /v2.0"),
    )  # fmt: skip
    client_id = _text(_("Client id of Kehä in the service"), most=200)
    secret = forms.CharField(
        label=_("Client secret"), max_length=400, required=False, error_messages=dict(NEEDED), strip=True,
        help_text=_("It is kept sealed and not shown again. Left empty, the one before stays."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    claim = _text(_("Which claim names the person"), most=60, hint=_("oid in Entra, sub in most others"))
    number_claim = _text(
        _("Which claim is the employee number"), most=60, required=False, hint=_("Leave empty if there is none.")
    )  # fmt: skip

    def __init__(self, *args: Any, kept: SignInService | None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._kept = kept
        for name in ("claim", "number_claim"):
            self.fields[name].validators.append(
                RegexValidator(CLAIM, _("Write the claim's name as the service gives it."))
            )

    def clean_issuer(self) -> str:
        """An https address of the public net."""
        issuer: str = self.cleaned_data["issuer"].strip()
        if not is_acceptable(issuer, loopback=settings.TESTING):
            raise forms.ValidationError(_("Write the issuer's whole https address."))
        return issuer

    def clean(self) -> dict[str, Any]:
        """A secret, unless the service is the same as before."""
        given: dict[str, Any] = super().clean() or {}
        kept, said = self._kept, (given.get("issuer"), given.get("client_id"))
        is_same = kept is not None and said == (kept.issuer, kept.client_id)
        if not self.errors and not given.get("secret") and not is_same:
            self.add_error("secret", REASONS["organisation.secret-missing"] if kept else NEEDED["required"])
        return given

    def told(self) -> Service:
        """What was told. Only of a valid form."""
        names = ("issuer", "client_id", "secret", "claim", "number_claim")
        return Service(**{name: self.cleaned_data[name] for name in names})


COLUMN = [("", _("Not taken in")), *((field.value, name) for field, name in PERSON_FIELDS.items())]


class ColumnsForm(forms.Form):
    """What each column of the file holds."""

    def __init__(self, *args: Any, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._count = len(headings)
        for number, heading in enumerate(headings[:SHOWN_COLUMNS]):
            label = heading or _("Column %(number)s") % {"number": number + 1}
            self.fields[f"col-{number}"] = forms.ChoiceField(
                label=label, choices=COLUMN, required=False, error_messages=CHOOSE
            )

    def clean(self) -> dict[str, Any]:
        """Each field once, and a name."""
        given: dict[str, Any] = super().clean() or {}
        taken: set[str] = set()
        for number in range(min(self._count, SHOWN_COLUMNS)):
            name = given.get(f"col-{number}", "")
            if name and name in taken:
                self.add_error(f"col-{number}", _("Another column holds this already."))
            taken.add(name)
        if self._count and not is_enough(sorted(taken)):
            self.add_error("col-0", _("Choose which column holds the name."))
        return given

    def columns(self) -> list[str]:
        """A field's name or "" for each column of the file."""
        return [self.cleaned_data.get(f"col-{number}", "") for number in range(self._count)]


class PersonRowForm(forms.Form):
    """A row's cells as far as the file has them, and who is meant."""

    meant = forms.ChoiceField(label=_("Who is this?"), required=False, widget=forms.RadioSelect, error_messages=CHOOSE)

    def __init__(self, *args: Any, fields: Sequence[Field], people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields["meant"]
        own.choices = [("", _("As the row says")), *people, (NEW, _("Somebody new"))]
        for one in fields:
            self.fields[one.value] = _text(PERSON_FIELDS[one], most=CELL_MAX, required=False)

    @property
    def cells(self) -> list[Any]:
        """The cells' fields, bound."""
        return [self[name] for name in self.fields if name != "meant"]

    def values(self) -> dict[Field, str]:
        """What was written, by field."""
        return {Field(name): str(text) for name, text in self.cleaned_data.items() if name != "meant"}
