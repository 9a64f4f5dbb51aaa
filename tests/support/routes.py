"""Every address of the house, walked from the URL configuration."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True, slots=True)
class Route:
    """An address: its name, its pattern and its parameters with the kind of each (uuid, int, str)."""

    name: str
    pattern: str
    parameters: tuple[tuple[str, str], ...]

    def path(self, **values: Any) -> str:
        """The address with its parameters filled in."""
        return reverse(self.name, kwargs={name: values[name] for name, _kind in self.parameters})


def _walk(patterns: Any, spaces: tuple[str, ...], before: str) -> Iterator[Route]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from _walk(one.url_patterns, inner, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            assert one.name, one
            kinds = tuple(
                (name, type(converter).__name__.removesuffix("Converter").lower().replace("string", "str"))
                for name, converter in one.pattern.converters.items()
            )
            yield Route(":".join((*spaces, one.name)), "/" + before + str(one.pattern), kinds)


def every_route() -> list[Route]:
    """All of them, by pattern."""
    return sorted(_walk(get_resolver().url_patterns, (), ""), key=lambda route: route.pattern)
