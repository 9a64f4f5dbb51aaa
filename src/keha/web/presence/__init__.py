"""Who is at work when: typed weeks, exceptions, who is on duty."""
