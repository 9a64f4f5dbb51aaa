"""Pages: questions."""
