"""The figures of a question, read against the limits of a rule."""
