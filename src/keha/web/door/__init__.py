"""The door: a one-time code or the phone's own lock, and which employer today."""
