"""An important number of a person's own site, and what its form sends."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from keha.organisation.actions import numbers
from keha.organisation.models import Person, Role
from keha.organisation.rules import NumberKind, RoleKind
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
    site: UUID = Person.objects.get(pk=who.person).home_site_id
    keeper = Role.objects.filter(kind=RoleKind.ADMINISTRATOR).values_list("person_id", flat=True)[0]
    told = numbers.Told(kind=NumberKind.OTHER, names={"fi": "Koenumero"}, phone="040 000 9998", site_id=site)
    number = numbers.add_number(told, by=Who(who.employer, keeper).actor(), at=timezone.now())
    return {"number": number.pk, "number_site": site}
