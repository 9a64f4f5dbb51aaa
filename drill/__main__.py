"""Runs parts by name; exit code 1 when one of them is not good."""

import json
import sys
from importlib import import_module

PARTS = {
    "kills": "kill -9 of database, web and worker under load: lost, doubled, recovery",
    "timing": "another's id against an id of nothing; codes: does the time tell?",
    "door": "guesses of codes and PINs, a whole shift at once, what the time of a no tells",
    "access": "every id of every kind in every place, and ten thousand switches of employer on one pool",
    "ladder": "a thousand days of questions: does each find its hearer by the end of the shift, and each notice once?",
    "law": "100,000 rosters: does the engine of working time say what a minute-by-minute simulator says?",
    "names": "hostile text through every field in three languages, over the wire",
    "pages": "weight, requests, queries and processor time of every page",
    "notices": "2,000 notices while the worker is killed: lost, doubled; an urgent one behind a backlog",
    "uploads": "hostile files of rules: memory and time of the child that opens each",
    "accessibility": "axe on every page, in three languages and states; small screens and large text",
}


def main() -> int:
    """`python -m drill [NAME [options]]`."""
    name, *options = sys.argv[1:] or [""]
    if name and name not in PARTS:
        print("parts:\n" + "\n".join(f"  {part:14} {what}" for part, what in PARTS.items()))
        return 2
    good = True
    for part in [name] if name else PARTS:
        figures = import_module(f"drill.{part}").main(options)
        print(json.dumps({"drill": part, **figures}, ensure_ascii=False), flush=True)
        good = good and bool(figures["ok"])
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
