"""The words before a number that make it a bound: at most, at least, under, over, nearly, about."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

_over = frozenset(["yli", "över", "over"])
_under = frozenset(["alle", "under", "below"])
_up_to = frozenset(["enintään", "korkeintaan", "maksimissaan", "högst", "max", "maximalt"])
_from = frozenset(["vähintään", "minimissään", "minst"])
_nearly = frozenset(["melkein", "lähes", "kohta", "vajaa", "vajaan", "vajaat", "nästan", "knappt", "almost", "nearly"])
_about = frozenset(["noin", "n", "ungefär", "cirka", "ca", "about", "around"])
_well_over = frozenset(["reilu", "reilun", "reilut", "runsas", "runsaan", "drygt"])
_two_words = MappingProxyType(
    {
        ("more", "than"): _over, ("mer", "än"): _over, ("enemmän", "kuin"): _over, ("less", "than"): _under,
        ("mindre", "än"): _under, ("vähemmän", "kuin"): _under, ("at", "most"): _up_to, ("up", "to"): _up_to,
        ("at", "least"): _from,
    }
)  # fmt: skip

_ONE = Decimal(1)
# How much of the number the ends are.
_ENDS: Mapping[frozenset[str], tuple[Decimal | None, Decimal | None, bool]] = MappingProxyType(
    {
        _over: (_ONE, None, True),
        _under: (None, _ONE, True),
        _up_to: (None, _ONE, False),
        _from: (_ONE, None, False),
        _nearly: (Decimal("0.8"), _ONE, True),
        _about: (Decimal("0.9"), Decimal("1.1"), False),
        _well_over: (_ONE, Decimal("1.25"), True),
    }
)


def bound_of(second_last: str, last: str) -> tuple[frozenset[str], int]:
    """The kind of bound that the two words before a number say, and how many of them it took; empty, 0 for none."""
    if (second_last, last) in _two_words:
        return _two_words[second_last, last], 2
    for words in (_over, _under, _up_to, _from, _nearly, _about, _well_over):
        if last in words:
            return words, 1
    return frozenset(), 0


def ends(value: Decimal, most: Decimal, bound: frozenset[str]) -> tuple[Decimal | None, Decimal | None, bool]:
    """Between which amounts "nearly 60" is, None for no end, and whether the ends themselves are left out."""
    lower, upper, is_open = _ENDS.get(bound, (_ONE, _ONE, False))
    return (None if lower is None else value * lower), (None if upper is None else most * upper), is_open
