"""Files as they are sent: our own scripts without their comments and indents, which only their readers need."""

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

AT_END = re.compile(r"\s+// .*$")


def lean(script: str) -> str:
    """A script of ours without comments (a whole line, or after code with a space on both sides) and indents.

    No text of a script may hold " // ", and none may run over lines.
    """
    lines = (AT_END.sub("", line).strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


class LeanFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names, compressed once, and our scripts lean."""

    def _save(self, name: str, content: Any) -> str:
        if name.startswith("keha/") and name.endswith(".js"):
            content.seek(0)  # it has been read already, for its name
            content = ContentFile(lean(content.read().decode()).encode())
        saved: str = super()._save(name, content)
        return saved
