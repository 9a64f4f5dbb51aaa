"""`keha evaluate answers`: measures retrieval on anybody's rules and questions, through the product's own code path."""

import argparse
import csv
import json
import math
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from keha.agreements.limits import headline_for, limits_in, told
from keha.agreements.rules import (
    BARE_HEADLINES,
    Addressee,
    Comparison,
    Decider,
    HeadlineCode,
    Limit,
    Ruling,
    RulingVerdict,
)
from keha.agreements.templates import Template, example_figures, fill
from keha.agreements.templates import load as load_templates
from keha.language import library, vectors
from keha.language.quantities import in_base, read
from keha.language.ranking import Document, Index, Outcome, Ranking, Risk, build

rules_max = 5_000
permissions = frozenset({RulingVerdict.MAY, RulingVerdict.NEED_NOT})


class BadInput(ValueError):
    """A file that cannot be measured with; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a rules file: as the ranking sees it, and as its card would."""

    document: Document
    ruling: Ruling

    def headline(self, question: str) -> HeadlineCode:
        """The class of the headline that the card of a question would carry."""
        return headline_for(self.ruling, told(question, self.ruling)).code


@dataclass(frozen=True, slots=True)
class Asked:
    """One question asked: the right slug ("" when none is), its style, what came out, and how long it took."""

    question: str
    slug: str
    style: str
    ranking: Ranking
    rank: int
    seconds: float

    @property
    def shown(self) -> str | None:
        """The slug of the one answer shown, if one was."""
        return self.ranking.hits[0].key if self.ranking.outcome is Outcome.ANSWER else None


def rows_of(paths: Iterable[Path], needed: Sequence[str]) -> list[dict[str, str]]:
    """Rows of CSV files in UTF-8. Raises BadInput for a file that is missing, not UTF-8, or lacks a column."""
    found: list[dict[str, str]] = []
    for path in paths:
        try:
            with path.open(encoding="utf-8-sig", newline="") as opened:
                reader = csv.DictReader(opened, strict=True)
                columns = reader.fieldnames or ()
                rows = [{name: value or "" for name, value in row.items() if name} for row in reader]
        except OSError as trouble:
            raise BadInput(f"{path}: cannot be read ({trouble.strerror})") from trouble
        except UnicodeDecodeError as trouble:
            raise BadInput(f"{path}: is not UTF-8 (byte {trouble.start})") from trouble
        except csv.Error as trouble:
            raise BadInput(f"{path}: is not a CSV table ({trouble})") from trouble
        missing = [name for name in needed if name not in columns]
        if missing:
            raise BadInput(f"{path}: lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}")
        found += rows
    return found


def rules_of(paths: Iterable[Path], *, with_library: bool) -> dict[str, Rule]:
    """Rules by slug. Raises BadInput for no rules, too many, one slug twice, or an unknown verdict."""
    rows = rows_of(paths, ("slug", "title_fi", "answer_fi"))
    if not 0 < len(rows) <= rules_max:
        raise BadInput(f"the rules files hold {len(rows)} rules; between 1 and {rules_max} can be measured")
    templates = {template.slug: template for template in load_templates()} if with_library else {}
    rules: dict[str, Rule] = {}
    for row in rows:
        if row["slug"] in rules:
            raise BadInput(f"the slug {row['slug']!r} stands twice in the rules files")
        rules[row["slug"]] = _rule(row, templates.get(row["slug"]))
    return rules


def _rule(row: Mapping[str, str], template: Template | None) -> Rule:
    try:
        verdict = RulingVerdict(row.get("verdict") or RulingVerdict.INFO)
        decider = Decider(row.get("decider") or Decider.SUPERVISOR)
    except ValueError as trouble:
        raise BadInput(f"rule {row['slug']!r}: {trouble}") from trouble
    limits = _limits_of(template, row["answer_fi"]) if template else limits_in(row["answer_fi"])
    ruling = Ruling(row["slug"], verdict, decider, Addressee.SINA, row.get("fixed") == "yes", limits)
    document = Document(
        key=row["slug"],
        slug=row["slug"],
        title=row["title_fi"],
        text=row["answer_fi"],
        translations=tuple(filter(None, (_translation(row, language) for language in ("sv", "en")))),
        risk=Risk.PERMITS if verdict in permissions else Risk.NEUTRAL,
    )
    return Rule(document, ruling)


def _translation(row: Mapping[str, str], language: str) -> str:
    title, text = row.get(f"title_{language}", ""), row.get(f"answer_{language}", "")
    return f"{title}. {text}" if title or text else ""


def _limits_of(template: Template, text: str) -> tuple[Limit, ...]:
    """The library's limits with the figures of this text; a figure that the text does not have is not counted with."""
    figures = {in_base(found.kind, found.value) for found in read(text)}
    return tuple(
        limit
        if limit.value is None or limit.quantity == "items" or in_base(limit.quantity, limit.value) in figures
        else replace(limit, comparison=Comparison.ONLY_IF, value=None)
        for limit in fill(template, example_figures(template)).limits
    )


def ask_all(index: Index, rows: Sequence[Mapping[str, str]]) -> list[Asked]:
    """Asks every row's question once, as the product does."""
    return [_ask(index, row) for row in rows]


def _ask(index: Index, row: Mapping[str, str]) -> Asked:
    begun = time.perf_counter()
    ranking = index.rank(row["question"])
    seconds = time.perf_counter() - begun
    slug = row.get("slug", "")
    score = next((hit.score for hit in ranking.hits if hit.key == slug), None)
    rank = 0 if score is None else sum(hit.score >= score for hit in ranking.hits)
    return Asked(row["question"], slug, row.get("style") or row.get("kind") or "", ranking, rank, seconds)


def share(part: int, whole: int) -> float | None:
    """part / whole with four decimals, or None of nothing."""
    return round(part / whole, 4) if whole else None


def wilson(part: int, whole: int) -> list[float] | None:
    """The 95 % Wilson interval of a share, or None of nothing."""
    if not whole:
        return None
    z, p = 1.959964, part / whole
    middle, spread = p + z * z / (2 * whole), z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    return [round((middle + sign * spread) / (1 + z * z / whole), 4) for sign in (-1, 1)]


def recalls(asked: Sequence[Asked]) -> dict[str, float | int | None]:
    """n, recall at 1 and 3, and mean reciprocal rank (0 beyond the first ten)."""
    inverse = sum(1 / one.rank for one in asked if one.rank)
    return {
        "n": len(asked),
        "recall_at_1": share(sum(one.rank == 1 for one in asked), len(asked)),
        "recall_at_3": share(sum(0 < one.rank <= 3 for one in asked), len(asked)),
        "mrr": round(inverse / len(asked), 4) if asked else None,
    }


def contradictions_of(asked: Sequence[Asked], rules: Mapping[str, Rule]) -> list[dict[str, str | bool | None]]:
    """Per row: the slug shown alone, the class of its headline, and whether that is a wrong permission.

    A list of choices shows headings only, never a verdict, so it cannot permit.
    """
    return [
        {
            "question": one.question,
            "slug": one.slug,
            "outcome": one.ranking.outcome.value,
            "shown_slug": one.shown,
            "headline_class": rules[one.shown].headline(one.question).value if one.shown else None,
            "wrong": _is_wrong_permission(one, rules),
        }
        for one in asked
    ]


def _is_wrong_permission(one: Asked, rules: Mapping[str, Rule]) -> bool:
    if one.shown is None:
        return False
    shown = rules[one.shown]
    bare = shown.headline(one.question) in BARE_HEADLINES and shown.ruling.decider is not Decider.SUPERVISOR
    return bare or (one.shown != one.slug and shown.ruling.verdict in permissions)


def report(
    rules: Mapping[str, Rule],
    questions: Sequence[Asked],
    unanswerable: Sequence[Asked] | None,
    contradictions: Sequence[Asked] | None,
) -> dict[str, object]:
    """All figures as one JSON-ready object; what was not given is None."""
    single = [one for one in questions if one.shown]
    right = sum(one.shown == one.slug for one in single)
    wrongly = sum(one.shown is not None for one in unanswerable or ())
    shown = len(single) + wrongly
    rows = contradictions_of(contradictions, rules) if contradictions is not None else None
    found = recalls(questions)
    milliseconds = sorted(1000 * one.seconds for one in (*questions, *(unanswerable or ()), *(contradictions or ())))
    first, three = (sum(0 < one.rank <= deep for one in questions) for deep in (1, 3))
    return {
        "rules": len(rules),
        "questions": len(questions),
        **{name: found[name] for name in ("recall_at_1", "recall_at_3", "mrr")},
        "single_answer_coverage": share(len(single), len(questions)),
        "single_answer_precision": share(right, shown),
        "unanswerable_single_answered": share(wrongly, len(unanswerable)) if unanswerable is not None else None,
        "wrong_permissions": sum(row["wrong"] is True for row in rows) if rows is not None else None,
        "contradictions": rows,
        "latency_ms": {"p50": _percentile(milliseconds, 0.50), "p95": _percentile(milliseconds, 0.95)},
        "by_style": {style: recalls(group) for style, group in _by_style(questions).items()},
        "intervals": {
            "recall_at_1": wilson(first, len(questions)),
            "recall_at_3": wilson(three, len(questions)),
            "single_answer_coverage": wilson(len(single), len(questions)),
            "single_answer_precision": wilson(right, shown),
            "unanswerable_single_answered": wilson(wrongly, len(unanswerable or ())),
        },
    }


def _by_style(asked: Sequence[Asked]) -> dict[str, list[Asked]]:
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        if one.style:
            groups.setdefault(one.style, []).append(one)
    return groups


def _percentile(ordered: Sequence[float], part: float) -> float | None:
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, math.ceil(part * len(ordered)) - 1)], 2)


def parser() -> argparse.ArgumentParser:
    """The command's options; files may be given several times."""
    options = argparse.ArgumentParser(prog="keha evaluate", description=__doc__)
    options.add_argument("what", choices=["answers"])
    options.add_argument("--rules", type=Path, action="append", required=True, help="slug, title_fi, answer_fi …")
    options.add_argument("--questions", type=Path, action="append", required=True, help="question, slug[, style]")
    options.add_argument("--unanswerable", type=Path, action="append", help="question[, kind]")
    options.add_argument("--contradictions", type=Path, action="append", help="question, slug, must_not_say")
    options.add_argument("--no-library", action="store_true", help="rules the product has never met")
    options.add_argument("--no-vectors", action="store_true", help="as where no sentence vectors are installed")
    options.add_argument("--json", action="store_true", help="one JSON object (the default and only form)")
    return options


def measure(given: argparse.Namespace) -> dict[str, object]:
    """Reads the files, asks every question and reports. Raises BadInput."""
    rules = rules_of(given.rules, with_library=not given.no_library)
    questions = rows_of(given.questions, ("question", "slug"))
    unanswerable = rows_of(given.unanswerable, ("question",)) if given.unanswerable else None
    rows = rows_of(given.contradictions, ("question", "slug", "must_not_say")) if given.contradictions else None
    unknown = sorted({row["slug"] for row in (*questions, *(rows or ()))} - rules.keys())
    if unknown:
        raise BadInput(f"questions name slugs that no rule has: {', '.join(unknown[:5])}")
    index = build(
        [rule.document for rule in rules.values()],
        library=None if given.no_library else library.load(),
        vectors=None if given.no_vectors else vectors.load(),
    )
    index.rank("lämmittely ennen mittausta")
    return report(
        rules,
        ask_all(index, questions),
        None if unanswerable is None else ask_all(index, unanswerable),
        None if rows is None else ask_all(index, rows),
    )


def main(argv: Sequence[str]) -> int:
    """Prints the figures as JSON. Returns 0, or 2 after a message when a file cannot be used."""
    try:
        found = measure(parser().parse_args(argv))
    except BadInput as trouble:
        print(f"keha evaluate: {trouble}", file=sys.stderr)
        return 2
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0
