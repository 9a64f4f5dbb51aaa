"""Me: my language, my phones, codes for team mates, who has looked at my data."""
