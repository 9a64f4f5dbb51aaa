"""Base forms of Finnish words by Voikko, where the system has its library and its dictionary; else nothing.

Voikko is never installed by the product: its dictionary is under the GPL. Set KEHA_VOIKKO=off to leave it out.
"""

import ctypes
import ctypes.util
import os
import re
import threading
from functools import lru_cache

_bases = re.compile(r"\+([^()+]+)(?:\(([^()+]+)\))?")
_lock = threading.Lock()


class Voikko:
    """An opened dictionary; one word at a time."""

    def __init__(self, library: ctypes.CDLL, handle: ctypes.c_void_p) -> None:
        self._library, self._handle = library, handle

    @property
    def version(self) -> str:
        """The library's own version."""
        return str(self._library.voikkoGetVersion().decode())

    def base_forms(self, word: str) -> frozenset[str]:
        """Every base form of a word and of the parts it is made of; none for a word that Voikko does not know."""
        found: set[str] = set()
        with _lock:
            analyses = self._library.voikkoAnalyzeWordUcs4(self._handle, word)
            if not analyses:
                return frozenset()
            number = 0
            while analyses[number]:
                found |= self._forms(analyses[number])
                number += 1
            self._library.voikko_free_mor_analysis(analyses)
        return frozenset(found)

    def _forms(self, analysis: ctypes.c_void_p) -> set[str]:
        whole, parts = self._value(analysis, b"BASEFORM"), self._value(analysis, b"WORDBASES")
        bases = (inner or outer for outer, inner in _bases.findall(parts))
        return {form.lower().replace("=", "").strip("+") for form in (whole, *bases) if len(form) > 2}

    def _value(self, analysis: ctypes.c_void_p, key: bytes) -> str:
        pointer = self._library.voikko_mor_analysis_value_cstr(analysis, key)
        if not pointer:
            return ""
        text = ctypes.string_at(pointer).decode()
        self._library.voikko_free_mor_analysis_value_cstr(pointer)
        return text


@lru_cache(maxsize=1)
def load() -> Voikko | None:
    """Voikko of this system, or None where it is missing, or where KEHA_VOIKKO says off."""
    name = ctypes.util.find_library("voikko")
    if os.environ.get("KEHA_VOIKKO", "").lower() == "off" or name is None:
        return None
    try:
        library = ctypes.CDLL(name)
        library.voikkoInit.restype = ctypes.c_void_p
        library.voikkoInit.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_char_p, ctypes.c_char_p]
        library.voikkoGetVersion.restype = ctypes.c_char_p
        library.voikkoAnalyzeWordUcs4.restype = ctypes.POINTER(ctypes.c_void_p)
        library.voikkoAnalyzeWordUcs4.argtypes = [ctypes.c_void_p, ctypes.c_wchar_p]
        library.voikko_free_mor_analysis.argtypes = [ctypes.POINTER(ctypes.c_void_p)]
        library.voikko_mor_analysis_value_cstr.restype = ctypes.c_void_p
        library.voikko_mor_analysis_value_cstr.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        library.voikko_free_mor_analysis_value_cstr.argtypes = [ctypes.c_void_p]
    except (OSError, AttributeError):
        return None
    trouble = ctypes.c_char_p()
    handle = library.voikkoInit(ctypes.byref(trouble), b"fi", None)
    return Voikko(library, ctypes.c_void_p(handle)) if handle else None
