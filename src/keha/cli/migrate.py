"""Brings the database up to date."""

from collections.abc import Sequence

from keha.cli.manage import prepare


def main(arguments: Sequence[str]) -> int:
    """`keha migrate`."""
    prepare(owner=True)
    from django.core.management import call_command

    call_command("migrate", *arguments, interactive=False, verbosity=0)
    return 0
