"""An important number of a person's own site, and what its form sends."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from keha.organisation.models import Number, Person
from tests.support.people import Who

THINGS = {"numbers:change": ("number",), "numbers:remove": ("number",)}


def bodies(own: dict[str, Any]) -> dict[str, dict[str, str]]:
    """For a number of the person's own site."""
    told = {
        "name_fi": "Vahtimestari",
        "phone": "040 000 9999",
        "kind": "maintenance",
        "place": f"site:{own['number_site']}",
    }
    return {"numbers:new": told, "numbers:change": told, "numbers:remove": {}}


def things(who: Who) -> dict[str, Any]:
    """The number; inside her employer."""
    person = Person.objects.get(pk=who.person)
    site: UUID = person.home_site_id
    number = Number.objects.create(
        site_id=site, kind="other", name_fi="Koenumero", phone="0400009998", by=person, at=timezone.now()
    )
    return {"number": number.pk, "number_site": site}
