"""Pure: a file of people. What its columns hold, what its cells say, and what each row would do."""
