"""What the parts share: a database of their own, questions, and percentiles."""

import csv
import os
import random
import time
from collections.abc import Callable, Sequence
from importlib import resources
from typing import Any

EMPLOYERS, RULES = 300, 333


def prepare() -> None:
    """Sets Django up on the bench's own database, filled once: the story and 100,000 rules of 300 employers."""
    from keha.runtime import provision

    os.environ.update(provision.ready(database="keha_bench").environment())
    os.environ.update(KEHA_STORY="1", DJANGO_SETTINGS_MODULE="keha.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from keha.foundation.context import door
    from keha.organisation.models import Employer

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with door():
        employers = Employer.objects.count()
    if employers < EMPLOYERS:
        from keha.cli import demo, seed

        seed.main([])
        demo.main(["--employers", str(EMPLOYERS), "--rules", str(RULES)])


def questions(count: int) -> list[str]:
    """Questions as people ask them, drawn with a fixed seed from the bench's own file."""
    path = resources.files("bench") / "questions.csv"
    rows = [row["question"] for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
    chooser = random.Random(20261124)
    return [chooser.choice(rows) for _ in range(count)]


def timed(do: Callable[[Any], object], each: Sequence[Any]) -> dict[str, float]:
    """Milliseconds on the wall and of CPU for each call: p50 and p95."""
    wall, cpu = [], []
    for one in each:
        began, burnt = time.perf_counter(), time.process_time()
        do(one)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - burnt) * 1000)
    return {
        "n": len(wall), "p50_ms": at(wall, 0.5), "p95_ms": at(wall, 0.95), "cpu_p50_ms": at(cpu, 0.5),
        "cpu_p95_ms": at(cpu, 0.95),
    }  # fmt: skip


def at(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))], 2)
