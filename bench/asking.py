"""From a question to the ranked answer, through the product's own finder, beside what others do in PostgreSQL."""

import random
from typing import Any

from bench.support import EMPLOYERS, RULES, prepare, questions, timed

FINNISH = """
SELECT v.id FROM agreements_version v, to_tsquery('finnish', %s) q
WHERE to_tsvector('finnish', v.title_fi || ' ' || v.text_fi) @@ q
ORDER BY ts_rank(to_tsvector('finnish', v.title_fi || ' ' || v.text_fi), q) DESC LIMIT 10
"""
LIKE = """
SELECT v.id FROM agreements_version v, unnest(%s::text[]) w
WHERE (v.title_fi || ' ' || v.text_fi) ILIKE '%%' || w || '%%'
GROUP BY v.id ORDER BY sum(length(w)) DESC LIMIT 10
"""


def measure() -> dict[str, Any]:
    """Three sizes, each with the two others beside it in the same run."""
    prepare()
    sizes = {"80 rules": _story_employer(), "1000 rules": _large_employer()}
    figures = {name: _one_employer(employer, 200) for name, employer in sizes.items()}
    figures[f"{EMPLOYERS * RULES} rules, {EMPLOYERS} employers"] = _all_employers(300)
    return figures


def _employers() -> list[Any]:
    from keha.foundation.context import door
    from keha.organisation.models import Employer

    with door():
        return list(Employer.objects.order_by("id").values_list("pk", flat=True))


def _story_employer() -> Any:
    from keha import story

    return story.world().employer


def _large_employer() -> Any:
    from keha.agreements.models import Version
    from keha.foundation.context import acting_for
    from keha.story import multiplying

    newest = _employers()[-1]
    with acting_for(newest):
        if Version.objects.count() >= 1000:
            return newest
    return multiplying.multiply(_story_employer(), employers=1, rules=1000, tell=_silently)[0]


def _silently(line: str) -> None:
    """The bench prints figures only."""


def _asker(employer: Any) -> Any:
    from django.utils import timezone

    from keha.agreements.rules import Place
    from keha.foundation.context import acting_for
    from keha.language.analysis import analysis_version
    from keha.organisation.models import Area, Team
    from keha.questions.models import Analysis
    from keha.questions.queries import finder

    with acting_for(employer):
        if Analysis.objects.exclude(analyser=str(analysis_version)).exists():
            raise RuntimeError("the bench's rules were read by an older analyser: drop the database keha_bench")
        areas, teams = frozenset(Area.objects.values_list("pk", flat=True)), Team.objects.values_list("pk", flat=True)
        place = Place(area_ids=areas, team_ids=frozenset(teams[:1]))
    today = timezone.localdate()

    def ask(question: str) -> None:
        with acting_for(employer):
            finder.find(question, place, employer_id=employer, today=today)

    return ask


def _others(employer: Any) -> dict[str, Any]:
    from django.db import connection

    from keha.foundation.context import acting_for

    def words(question: str) -> list[str]:
        return [w for w in "".join(c if c.isalnum() else " " for c in question.lower()).split() if len(w) > 2]

    def search(sql: str, value: Any) -> None:
        with acting_for(employer), connection.cursor() as cursor:
            cursor.execute(sql, [value])
            cursor.fetchall()

    return {
        "postgresql_finnish": lambda q: search(FINNISH, " | ".join(words(q)) or "x"),
        "like": lambda q: search(LIKE, words(q)),
    }


def _one_employer(employer: Any, count: int) -> dict[str, Any]:
    ask, asked = _asker(employer), questions(count)
    ask(asked[0])
    figures = {"keha": timed(ask, asked)}
    return figures | {name: timed(do, asked) for name, do in _others(employer).items()}


def _all_employers(count: int) -> dict[str, Any]:
    employers = _employers()[2 : EMPLOYERS + 2]
    askers = [_asker(employer) for employer in employers]
    others = [_others(employer) for employer in employers]
    chooser = random.Random(7)
    draws = [(chooser.randrange(len(employers)), question) for question in questions(count)]
    figures = {"keha": timed(lambda draw: askers[draw[0]](draw[1]), draws)}
    for name in ("postgresql_finnish", "like"):
        figures[name] = timed(lambda draw, name=name: others[draw[0]][name](draw[1]), draws)
    return figures
