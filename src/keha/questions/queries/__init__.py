"""Reads: the finder of answers, and questions as rows."""
