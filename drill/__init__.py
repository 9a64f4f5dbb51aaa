"""The long trials, by named parts: each on an installation of its own, bounded, on the loopback only.

Each part prints one JSON object of figures. `python -m drill NAME` runs one, without a name all.
"""
