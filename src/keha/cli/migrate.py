"""Brings the database up to date."""

from collections.abc import Sequence

from keha.cli.manage import prepare


def main(arguments: Sequence[str]) -> int:
    """`keha migrate`."""
    prepare(owner=True)
    from django.core.management import call_command

    call_command("migrate", *arguments, interactive=False, verbosity=0)
    _read_rules()
    return 0


def _read_rules() -> None:
    """What a new analyser has not read yet is read before pages are served: until then nothing would answer."""
    from keha.config.jobs import every_employer, read_rules_of

    done = 0

    def tell(read: int) -> None:
        nonlocal done
        done += read
        print(f"migrate: rules read anew for the answers: {done}", flush=True)

    for employer_id in every_employer():
        read_rules_of(employer_id, tell)
