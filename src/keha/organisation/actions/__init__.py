"""Writes, by noun: founding an employer, its people, its important numbers, and the door."""
