"""The demonstration: become anybody. Only with story data, only from this very machine."""
