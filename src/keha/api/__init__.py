"""Answers for machines: one file a room, of the same name."""
