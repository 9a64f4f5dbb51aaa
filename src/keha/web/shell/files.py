"""Files as they are sent: our own scripts without the comments and spaces that only their readers need."""

from typing import Any

from django.core.files.base import ContentFile
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class LeanFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names, compressed once, and our scripts lean."""

    def _save(self, name: str, content: Any) -> str:
        if name.startswith("keha/") and name.endswith(".js"):
            content.seek(0)  # it has been read already, for its name
            content = ContentFile(jsmin(content.read().decode()).encode())
        saved: str = super()._save(name, content)
        return saved
