"""An employer's own words: what people say there, and what the rules call it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from keha.language.normaliser import words, written
from keha.language.stems import stem

pairs_max = 500


@dataclass(frozen=True, slots=True)
class LocalWords:
    """`meanings`: stems of a word or phrase -> the words that the rules use. `longest`: words in the longest phrase."""

    meanings: Mapping[tuple[str, ...], str]
    longest: int


def local_words(pairs: Iterable[tuple[str, str]]) -> LocalWords:
    """A table from (spoken, written) pairs; the first of two for the same spoken words holds."""
    found: dict[tuple[str, ...], str] = {}
    for spoken, meaning in pairs:
        key = _stems(words(spoken.lower()))
        if key:
            found.setdefault(key, meaning)
    return LocalWords(found, max((len(key) for key in found), default=0))


def spelled_out(question: str, table: LocalWords) -> str:
    """The question with what its local words mean added at the end; without any, the question itself."""
    stems = _stems(words(question.lower()))
    meanings = [
        table.meanings[stems[begin : begin + length]]
        for length in range(1, table.longest + 1)
        for begin in range(len(stems) - length + 1)
        if stems[begin : begin + length] in table.meanings
    ]
    return " ".join([question, *dict.fromkeys(meanings)])


def _stems(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem(written(word)) for word in found)
