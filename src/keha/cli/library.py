"""`keha library`: makes anew what the ranking ships, from the ways of asking in `language/data`."""

from collections.abc import Sequence

from keha.language.making import __main__ as making


def main(arguments: Sequence[str]) -> int:
    """Makes words, arrays and weights; some minutes on one core. Returns 1 without sentence vectors, 2 for arguments."""
    if arguments:
        print("usage: keha library")
        return 2
    return making.main()
