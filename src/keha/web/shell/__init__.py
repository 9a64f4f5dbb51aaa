"""Pages: shell."""
