"""Tables of rules as files: read within bounds, in a process of its own, and written so that a spreadsheet runs nothing."""
