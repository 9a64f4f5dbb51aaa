"""Parts of the round, by what they visit."""
