"""Without a net: the team's rules to read, and words that wait until they can be sent."""
