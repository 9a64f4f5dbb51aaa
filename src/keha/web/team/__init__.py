"""The team: who decides what, who we are, what we agreed lately."""
