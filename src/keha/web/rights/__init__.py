"""Who decides what, and what is confirmed beforehand."""
