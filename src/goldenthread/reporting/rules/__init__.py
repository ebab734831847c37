"""What to put first, and how to say where somebody stands."""
