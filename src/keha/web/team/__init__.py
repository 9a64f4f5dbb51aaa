"""Pages: team."""
