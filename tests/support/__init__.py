"""What the tests of the whole house share: people at the door, things of theirs, every address, every row."""
