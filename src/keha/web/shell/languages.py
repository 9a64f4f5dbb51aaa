"""The language of the page that is being made."""

from django.utils.translation import get_language


def reader_language() -> str:
    """fi, sv or en: the reader's own once she is signed in, before that her browser's."""
    return (get_language() or "fi")[:2]
