"""How long a question takes to its ranked answer on one core, beside two plain techniques in the same process.

Prints one JSON object: milliseconds (p50, p95) for 80 and 1,000 rules of one employer, what assembling an index costs,
and the baselines: words as LIKE '%word%' joined by OR, and Snowball stems joined by OR, both in plain Python.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import Stemmer

from keha.language import general, library, vectors
from keha.language.analysis import sentences_of
from keha.language.making.build import languages, library_rules
from keha.language.normaliser import words
from keha.language.ranking import Document, analyse, build

data_folder = Path(__file__).resolve().parent.parent / "src/keha/language/data"
questions_asked = 200
random_seed = 7


def questions() -> list[str]:
    """Ways of asking in all styles, a fixed sample."""
    rows = [phrasing for slug, phrasing, _ in library.ways_of_asking("ways-of-asking.csv") if slug]
    chosen = np.random.default_rng(random_seed).choice(len(rows), questions_asked, replace=False)
    return [rows[place] for place in chosen.tolist()]


def starter_documents() -> list[Document]:
    """The library's 80 rules."""
    return [
        Document(
            key=rule["slug"],
            slug=rule["slug"],
            title=rule["title_fi"],
            text=rule["text_fi"],
            translations=tuple(
                f"{rule[f'title_{language}']}. {rule[f'text_{language}']}" for language in languages[1:]
            ),
        )
        for rule in library_rules()
    ]


def own_documents(count: int) -> list[Document]:
    """Rules of an employer's own, made of the library's titles and sentences in new company."""
    generator = np.random.default_rng(random_seed)
    titles = [rule["title_fi"] for rule in library_rules()]
    sentences = [sentence for rule in library_rules() for sentence in sentences_of(rule["text_fi"])]
    return [
        Document(
            key=f"own-{number}",
            slug=None,
            title=str(generator.choice(titles)),
            text=". ".join(str(one) for one in generator.choice(sentences, 3)),
        )
        for number in range(count)
    ]


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """p50 and p95 in milliseconds."""
    return {name: round(1000 * float(np.percentile(seconds, part)), 2) for name, part in (("p50", 50), ("p95", 95))}


class AnyVectors:
    """An engine of made-up vectors: the speed of asking does not depend on what the rules' vectors are."""

    def __init__(self) -> None:
        self.generator = np.random.default_rng(random_seed)

    def query(self, texts: list[str]) -> vectors.Matrix:
        """(texts, vector size) unit rows."""
        rows = self.generator.standard_normal((len(texts), vectors.vector_size)).astype(np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    passage = query


def timed(ask: Callable[[str], object], asked: Sequence[str]) -> dict[str, dict[str, float]]:
    """How long each question takes, after two that warm up: by the clock on the wall and by the processor's."""
    wall, processor = [], []
    for question in (*asked[:2], *asked):
        begun, begun_processor = time.perf_counter(), time.process_time()
        ask(question)
        wall.append(time.perf_counter() - begun)
        processor.append(time.process_time() - begun_processor)
    return {"wall_ms": percentiles(wall[2:]), "cpu_ms": percentiles(processor[2:])}


def like_search(documents: Sequence[Document]) -> Callable[[str], object]:
    """Words of the question as LIKE '%word%' joined by OR; ordered by the length that matched."""
    texts = [f"{document.title} {document.text}".lower() for document in documents]

    def ask(question: str) -> object:
        wanted = words(question)
        return sorted(range(len(texts)), key=lambda place: -sum(len(word) for word in wanted if word in texts[place]))

    return ask


def stem_search(documents: Sequence[Document]) -> Callable[[str], object]:
    """Snowball stems joined by OR; ordered by how many match."""
    stemmer = Stemmer.Stemmer("finnish")
    texts = [set(stemmer.stemWords(words(f"{document.title} {document.text}"))) for document in documents]

    def ask(question: str) -> object:
        wanted = set(stemmer.stemWords(words(question)))
        return sorted(range(len(texts)), key=lambda place: -len(wanted & texts[place]))

    return ask


def measured(documents: Sequence[Document], with_vectors: vectors.Vectors | None) -> dict[str, object]:
    """All figures for one employer's documents."""
    made_up = vectors.Vectors(AnyVectors()) if with_vectors else None
    stored = {document.key: analyse(document, vectors=made_up) for document in documents}
    begun = time.perf_counter()
    index = build(documents, library=library.load(), vectors=with_vectors, analysed=stored)
    assembling = time.perf_counter() - begun
    asked = questions()
    return {
        "rules": len(documents),
        "assembling_ms": round(1000 * assembling, 1),
        "stored_bytes_a_rule": round(sum(map(len, stored.values())) / len(stored)),
        "ranking": timed(index.rank, asked),
        "like": timed(like_search(documents), asked),
        "stems": timed(stem_search(documents), asked),
    }


def measure() -> dict[str, object]:
    """All sizes, on the core that `bin/bench` has chosen."""
    begun = time.perf_counter()
    with_vectors = vectors.load()
    general.load()
    library.load()
    loading = time.perf_counter() - begun
    starter = starter_documents()
    sets = {
        "80": starter,
        "333": [*starter, *own_documents(253)],
        "1000": [*starter, *own_documents(920)],
    }
    found = {name: measured(documents, with_vectors) for name, documents in sets.items()}
    return {"vectors": with_vectors is not None, "loading_ms": round(1000 * loading), "sets": found}
