"""What the story says, as data: every name and text in Finnish, Swedish and English."""
