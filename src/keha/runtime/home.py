"""Where an installation keeps its own things: secrets, the database, what runs now."""

import os
import secrets as random
from pathlib import Path

KEYS = (
    "pages", "context", "codes", "pins", "identity", "superuser", "owner", "app", "jobs", "notices", "vapid",
)  # fmt: skip


def project() -> Path:
    """The folder that holds src, bin and locale."""
    return Path(__file__).resolve().parents[3]


def folder() -> Path:
    """The installation's own folder: KEHA_HOME, or `var` in the project."""
    chosen = Path(os.environ["KEHA_HOME"]) if os.environ.get("KEHA_HOME") else project() / "var"
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen.resolve()


def secrets() -> dict[str, bytes]:
    """The installation's secrets, 32 bytes each, made at the first start, files of mode 0600."""
    place = folder() / "secrets"
    place.mkdir(mode=0o700, exist_ok=True)
    return {name: _secret(place / name) for name in KEYS}


def _secret(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text())
    value = random.token_bytes(32)
    with os.fdopen(handle, "w") as file:
        file.write(value.hex())
    return value
