"""Rules read: what has been agreed, one rule's whole story, and the answer card that every page uses."""
