"""Where a view runs: inside the employer (the default), at the door, or outside, opening its own contexts."""

from collections.abc import Callable
from enum import Enum
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from keha.organisation.queries import Actor

View = Callable[..., HttpResponse]


class Place(Enum):
    """Where a view runs."""

    INSIDE = "inside"
    DOOR = "door"
    OUTSIDE = "outside"


class Asked(HttpRequest):
    """A request inside an employer. afterwards: what is done after the commit."""

    actor: Actor
    employer_id: UUID
    afterwards: list[Callable[[], Any]]
    from_door: Any
    from_inside: Any


def at_door(view: View) -> View:
    """The whole view runs in door(): accounts and sessions, no domain row."""
    view.place = Place.DOOR  # type: ignore[attr-defined]
    return view


def outside(view: View) -> View:
    """The view touches no database, or opens its own contexts."""
    view.place = Place.OUTSIDE  # type: ignore[attr-defined]
    return view


def fetching(fetch: Callable[[Any], Any]) -> Callable[[View], View]:
    """The view runs inside, but something is read for it at the door first: request.from_door."""

    def mark(view: View) -> View:
        view.fetch = fetch  # type: ignore[attr-defined]
        return view

    return mark


def looking(look: Callable[[Any], Any]) -> Callable[[View], View]:
    """The view runs at the door, but something is read for it inside an employer first: request.from_inside.

    look opens its own context.
    """

    def mark(view: View) -> View:
        view.look = look  # type: ignore[attr-defined]
        return view

    return mark


def asking_again(view: View) -> View:
    """A form that is dangerous in wrong hands: a session that has come to another kind of device signs in first."""
    view.asks_again = True  # type: ignore[attr-defined]
    return view


def unkeyed(view: View) -> View:
    """A POST that changes nothing (it is one only to keep words out of addresses), so it carries no form key."""
    view.unkeyed = True  # type: ignore[attr-defined]
    return view


def place_of(view: object) -> Place:
    """Where a view runs. An answer for machines opens its own contexts, and stands beside the pages, not above them."""
    if getattr(view, "opens_own_contexts", False):
        return Place.OUTSIDE
    found: Place = getattr(view, "place", Place.INSIDE)
    return found
