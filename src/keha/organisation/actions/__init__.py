"""Writes, by noun: founding an employer, its people, and the door."""
