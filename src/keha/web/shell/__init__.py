"""The frame: who asks, in which employer, in which language; error pages, statements, health."""
