"""People brought from a file."""
