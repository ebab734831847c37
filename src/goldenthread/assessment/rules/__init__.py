"""What is true of briefs, windows, scripts and marks, and what follows."""
