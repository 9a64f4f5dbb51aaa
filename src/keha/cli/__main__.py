"""`keha <command>`: finds the command's file and runs it."""

import sys
from importlib import import_module

COMMANDS = {
    "run": "start everything on this machine and print the address",
    "serve": "serve the pages",
    "work": "carry out jobs",
    "migrate": "bring the database up to date",
    "seed": "play the story into an empty database",
    "employer": "make a new employer and print its first administrator's code",
    "demo": "multiply the story's employer for load",
    "evaluate": "measure the answers on questions of your own",
    "doctor": "look whether the installation is whole",
    "library": "make what the ranking ships anew from the ways of asking",
    "messages": "gather and compile the three languages",
    "test": "run the tests on a database of their own",
    "docs": "draw the house",
    "manage": "run one of Django's own commands",
}


def main() -> int:
    """Runs a command; its exit code is the process's."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        width = max(map(len, COMMANDS))
        print("usage: keha COMMAND …\n\n" + "\n".join(f"  {name:{width}}  {what}" for name, what in COMMANDS.items()))
        return 0 if sys.argv[1:] in ([], ["--help"], ["-h"]) else 2
    command = import_module(f"keha.cli.{sys.argv[1]}")
    code: int = command.main(sys.argv[2:])
    return code


if __name__ == "__main__":
    sys.exit(main())
