"""Pages: door."""
