"""The administrator's people: who is here, who has left, people from a file, and the employer's own machines."""
