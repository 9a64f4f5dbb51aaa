"""My day: the shift, what waits for my yes or no, whom I could answer."""
