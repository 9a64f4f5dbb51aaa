"""Serves the pages: one process, pages in threads."""

import argparse
import os
from collections.abc import Sequence

from keha.cli.manage import prepare
from keha.runtime import supervisor


def main(arguments: Sequence[str]) -> int:
    """`keha serve --host 127.0.0.1 --port 8000`: without the demonstration unless KEHA_STORY=1."""
    parser = argparse.ArgumentParser(prog="keha serve", description="Serve the pages.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args(arguments)
    if os.environ.get("KEHA_STORY") == "1" and chosen.host not in ("127.0.0.1", "::1", "localhost"):
        parser.error("the story is served on the loopback only")
    supervisor.obey_leash()
    prepare()
    import uvicorn

    from keha.config.asgi import application
    from keha.language import library, vectors

    library.load()
    vectors.load()
    uvicorn.run(
        application, host=chosen.host, port=chosen.port, log_level="warning", access_log=False, server_header=False,
        timeout_graceful_shutdown=5, limit_concurrency=200, lifespan="off",
        proxy_headers=bool(os.environ.get("KEHA_BEHIND_TLS")),
    )  # fmt: skip
    return 0
