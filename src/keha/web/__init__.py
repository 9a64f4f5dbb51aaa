"""Pages for phones: one folder a room, of the same name. A view parses, calls one query or one action, renders."""
