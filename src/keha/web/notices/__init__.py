"""What one has been told, and how one is told."""
