"""Kehä: a "may I?" that explains itself, for teams that decide about their own work."""

__version__ = "0.1.0"
