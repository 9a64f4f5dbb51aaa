"""Looks whether an installation is whole: walls, roles, migrations, safe settings of the database."""

from collections.abc import Sequence

from keha.cli.manage import prepare


def main(arguments: Sequence[str]) -> int:
    """`keha doctor`: one line a finding; exit code 1 when there is any."""
    prepare(owner=True)
    from django.core.management import call_command
    from django.db import connections

    from keha.foundation.gate import breaches, unsafe_settings

    with connections["owner"].cursor() as cursor:
        found = [*breaches(cursor), *unsafe_settings(cursor)]
    for kind, what in found:
        print(f"{kind}: {what}")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    print("whole" if not found else f"{len(found)} findings")
    return 1 if found else 0
