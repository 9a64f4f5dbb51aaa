"""Pure: a table as somebody's roster. People by days, or a shift on each row; nothing is guessed that cannot be read."""
