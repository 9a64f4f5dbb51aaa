"""Carries out jobs, as the role that may touch the queue and nothing else; the tasks themselves act as the application."""

import asyncio
from collections.abc import Sequence

from keha.cli.manage import prepare
from keha.runtime import supervisor

# A long job, as reading a file, and a slow peer must not keep an urgent notice waiting.
AT_ONCE = 4


def main(arguments: Sequence[str]) -> int:
    """`keha work`."""
    supervisor.obey_leash()
    prepare()
    asyncio.run(_work())
    return 0


async def _work() -> None:
    from django.conf import settings
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app

    import keha.config.jobs  # noqa: F401  the tasks

    connector = PsycopgConnector(conninfo=settings.JOBS_URL, min_size=1, max_size=4)
    with app.replace_connector(connector) as jobs:
        async with jobs.open_async():
            await jobs.run_worker_async(concurrency=AT_ONCE, install_signal_handlers=True)
