"""Django's own commands, on the installation's database."""

import os
from collections.abc import Sequence


def prepare(*, owner: bool = False) -> None:
    """Sets Django up on the installation's database, started if need be. owner: with the right to migrate."""
    from keha.runtime import provision

    if "KEHA_APP_URL" not in os.environ:
        addresses = provision.ready().environment()
        os.environ.update(addresses if owner else {k: v for k, v in addresses.items() if k != "KEHA_OWNER_URL"})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keha.config.settings")
    import django

    django.setup()


def main(arguments: Sequence[str]) -> int:
    """`keha manage <django command> …`."""
    prepare(owner=True)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["keha manage", *arguments])
    return 0
