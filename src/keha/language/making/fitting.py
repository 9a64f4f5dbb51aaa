"""Fits `data/mix.json`: weights of the signals and of the confidence, on ways of asking left out of the library.

Cross-validation, leaving phrasings out: a later author's all at once, the first's in five parts. The plain
ways are never asked: they are so near to one another that one left out is still half known. No question of an
evaluation file is read here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from keha.language.documents import Document
from keha.language.general import General
from keha.language.index import Held, Likeness, held, likeness
from keha.language.library import Library, nobodys, sentences, way_rows
from keha.language.making.build import Material, common_of, duals, idf_of, kernel_of, library_rules, replaced
from keha.language.making.solving import Doubles, conditional_logit, logistic
from keha.language.mixing import Mix, evidence_of
from keha.language.normaliser import words
from keha.language.signals import Kind, Signal, asked, grouped, lexical_signals
from keha.language.terms import Ids, gram_text
from keha.language.vectors import Matrix, Vectors, centred, vector_size

folds = 5
whole_authors, plain_ways = (1, 4, 5, 6), 3
taught_ways = 3
score_ridge = 2e-4
belief_ridge = 2e-3
random_seed = 20
way_signals = tuple(signal for signal in Signal if signal.name.startswith(("WAY_", "TOPIC_")))


@dataclass(frozen=True, slots=True)
class Asking:
    """One way of asking, left out: likeness with the library and as a team's own three words; place of its rule."""

    text: str
    with_library: Likeness
    taught: Likeness
    right: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What all folds share: the material with its likenesses, general figures, and the library's rules."""

    material: Material
    general: General
    grams: Matrix
    rows: Matrix
    documents: tuple[Document, ...]


def ground_of(material: Material) -> Ground:
    """Likenesses of all rows among themselves; a minute on one core."""
    idf = idf_of([*material.prepared, *(gram_text(text) for text in material.texts)])
    common = common_of(material.row_vectors)
    documents = tuple(
        Document(
            key=rule["slug"],
            slug=rule["slug"],
            title=rule["title_fi"],
            text=rule["text_fi"],
            translations=tuple(f"{rule[f'title_{language}']}. {rule[f'text_{language}']}" for language in ("sv", "en")),
        )
        for rule in library_rules()
    )
    return Ground(
        material=material,
        general=General(idf, common, {}, np.zeros((0, vector_size), np.float32)),
        grams=kernel_of(material.prepared, idf),
        rows=centred(material.row_vectors, common),
        documents=documents,
    )


def library_from(ground: Ground, kept: Ids) -> Library:
    """A library that knows only the kept rows."""
    material, rows = ground.material, ground.rows[kept]
    topics, is_sentence = material.topics[kept], material.is_sentence[kept]
    slugs = material.ways.slugs
    fitted = duals(ground.grams[np.ix_(kept, kept)], rows @ rows.T, topics, is_sentence, len(slugs))
    way_topics = np.where(is_sentence, sentences, topics).astype(np.int32)
    return Library(
        slugs=slugs,
        way_topics=way_topics,
        topic_ways=grouped(way_topics, len(slugs)),
        ways=way_rows([material.prepared[row] for row in kept.tolist()], ground.general.idf),
        way_vectors=rows,
        dual_grams=fitted["grams"].T,
        dual_vector=fitted["vector"].T,
        dual_both=fitted["both"].T,
    )


def splits(material: Material) -> Iterator[tuple[Ids, Ids]]:
    """(rows kept, rows asked) of each fold."""
    authors = material.authors
    part = np.random.default_rng(random_seed).integers(0, folds, len(authors))
    everything = np.arange(len(material.topics), dtype=np.int32)
    for number in range(folds):
        out = np.zeros(len(everything), dtype=bool)
        out[: len(authors)] = (part == number) & ~np.isin(authors, (*whole_authors, plain_ways))
        yield everything[~out], everything[out]
    for author in np.intersect1d(whole_authors, authors):
        out = np.zeros(len(everything), dtype=bool)
        out[: len(authors)] = authors == author
        yield everything[~out], everything[out]


def left_out(ground: Ground, vectors: Vectors) -> list[Asking]:
    """Every way of asking, asked of a library that does not know it."""
    found: list[Asking] = []
    slugs = ground.material.ways.slugs
    place = {document.slug: number for number, document in enumerate(ground.documents)}
    rules = held(ground.documents, library=None, vectors=vectors, analysed={}, general=ground.general)
    for kept, out in splits(ground.material):
        library = library_from(ground, kept)
        known = _with_topics(rules, ground, library)
        taught = _taught(ground, kept, vectors)
        for row in out.tolist():
            text, topic = ground.material.phrasings[row], int(ground.material.topics[row])
            ready = asked(text, ground.general, vectors)
            found.append(
                Asking(
                    text=text,
                    with_library=likeness(known, ready, library),
                    taught=likeness(taught, ready, None),
                    right=place[slugs[topic]] if topic != nobodys else -1,
                )
            )
    return found


def _with_topics(rules: Held, ground: Ground, library: Library) -> Held:
    place = {slug: number for number, slug in enumerate(library.slugs)}
    topics = np.asarray([place[document.slug or ""] for document in ground.documents], dtype=np.int32)
    kinds = np.full(len(topics), Kind.TOPIC, dtype=np.int32)
    return Held(
        kinds, topics, rules.words, rules.concepts, rules.grams, rules.gram_parts, rules.vectors, rules.vector_parts
    )


def _taught(ground: Ground, kept: Ids, vectors: Vectors) -> Held:
    material, generator = ground.material, np.random.default_rng(random_seed)
    ways = kept[~material.is_sentence[kept]]
    documents = []
    for document in ground.documents:
        own = ways[material.topics[ways] == material.ways.slugs.index(document.slug or "")]
        chosen = generator.choice(own, taught_ways, replace=False).tolist()
        documents.append(
            Document(
                key=document.key,
                slug=None,
                title=document.title,
                text=document.text,
                translations=document.translations,
                own_words=tuple(material.phrasings[row] for row in chosen),
            )
        )
    return held(documents, library=None, vectors=vectors, analysed={}, general=ground.general)


def rows_of(asking: Asking, kinds: Ids) -> Matrix:
    """(documents, signals) of a question where each document is of the given kind."""
    rows = np.where((kinds == Kind.TOPIC)[:, None], asking.with_library.rows, asking.taught.rows)
    rows[np.ix_(kinds == Kind.PLAIN, way_signals)] = 0
    return np.asarray(rows, dtype=np.float32)


def regimes(count: int, generator: np.random.Generator) -> list[Ids]:
    """Kinds of the documents in four worlds: all known, all plain, all taught, mixed."""
    pure = [np.full(count, kind, dtype=np.int32) for kind in (Kind.TOPIC, Kind.PLAIN, Kind.TAUGHT)]
    return [*pure, generator.integers(0, len(Kind), count).astype(np.int32)]


def spread(rows: Matrix, kinds: Ids, columns: Ids) -> Matrix:
    """(documents, kinds x (columns + 1)): a document's signals and constant in its kind's own columns."""
    wide = np.zeros((len(rows), len(Kind), len(columns) + 1), np.float32)
    places = np.arange(len(rows))
    wide[places, kinds, :-1] = rows[:, columns]
    wide[places, kinds, -1] = 1
    return wide.reshape(len(rows), -1)


def fit_weights(askings: list[Asking], columns: Ids) -> Matrix:
    """(kinds, signals + 1) weights, from every left-out question in four worlds."""
    generator = np.random.default_rng(random_seed)
    answerable = [one for one in askings if one.right >= 0]
    rows, right = [], []
    for one in answerable:
        for kinds in regimes(len(one.taught.rows), generator):
            rows.append(spread(rows_of(one, kinds), kinds, columns))
            right.append(one.right)
    found = conditional_logit(np.stack(rows), np.asarray(right, dtype=np.int32), score_ridge)
    weights = np.zeros((len(Kind), len(Signal) + 1), np.float32)
    weights[:, [*columns.tolist(), len(Signal)]] = found.reshape(len(Kind), -1)
    return weights


def evidences(askings: list[Asking], mix: Mix, topics: Ids) -> tuple[Matrix, Doubles, Ids]:
    """(examples, evidence), whether the best hit was right, and its kind: questions as asked and with no rule for them."""
    generator = np.random.default_rng(random_seed)
    rows, labels, tops = [], [], []
    for one in askings:
        for kinds in regimes(len(topics), generator):
            for removed in (-1, one.right) if one.right >= 0 and generator.random() < 0.4 else (-1,):
                allowed = np.flatnonzero(np.arange(len(topics)) != removed).astype(np.int32)
                signals = rows_of(one, kinds)
                scores = mix.scores(signals[allowed], kinds[allowed])
                top = int(allowed[np.argmax(scores)])
                rows.append(_evidence(one, kinds, topics, allowed, signals, scores))
                labels.append(float(top == one.right))
                tops.append(int(kinds[top]))
    return np.stack(rows), np.asarray(labels), np.asarray(tops, dtype=np.int32)


def _evidence(one: Asking, kinds: Ids, topics: Ids, allowed: Ids, signals: Matrix, scores: Matrix) -> Matrix:
    library_there = bool((kinds == Kind.TOPIC).any())
    seen = one.with_library if library_there else one.taught
    found = Likeness(signals, seen.known_share, seen.topic_scores, seen.nobodys)
    known = np.where(kinds == Kind.TOPIC, topics, -1).astype(np.int32)
    return evidence_of(found, known, allowed, scores, len(words(one.text)))


def fit(material: Material, vectors: Vectors) -> dict[str, dict[str, list[list[float]]]]:
    """The weights for both modes; some minutes on one core."""
    ground = ground_of(material)
    askings = left_out(ground, vectors)
    place = {slug: number for number, slug in enumerate(material.ways.slugs)}
    topics = np.asarray([place[document.slug or ""] for document in ground.documents], dtype=np.int32)
    return {
        "vectors": _mode(askings, np.arange(len(Signal), dtype=np.int32), topics),
        "lexical": _mode([_lexical(one) for one in askings], np.asarray(lexical_signals, dtype=np.int32), topics),
    }


def _mode(askings: list[Asking], columns: Ids, topics: Ids) -> dict[str, list[list[float]]]:
    weights = fit_weights(askings, columns)
    rows, labels, tops = evidences(askings, Mix(weights, np.zeros((2, 1), np.float32)), topics)
    belief = [
        logistic(rows[chosen], labels[chosen], belief_ridge) for chosen in (tops != Kind.TOPIC, tops == Kind.TOPIC)
    ]
    return {
        "weights": [[round(float(value), 5) for value in row] for row in weights],
        "belief": [[round(float(value), 5) for value in row] for row in belief],
    }


def _lexical(one: Asking) -> Asking:
    return Asking(one.text, _without_vectors(one.with_library), _without_vectors(one.taught), one.right)


def _without_vectors(found: Likeness) -> Likeness:
    rows = found.rows.copy()
    rows[:, [signal for signal in Signal if signal not in lexical_signals]] = 0
    return Likeness(rows, found.known_share, found.topic_scores[:1], (found.nobodys[0], 0.0))


def write(material: Material, vectors: Vectors) -> Path:
    """Fits and writes the weights into the package."""
    return replaced("mix.json", (json.dumps(fit(material, vectors), indent=1) + "\n").encode())
