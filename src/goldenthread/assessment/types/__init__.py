"""The values the assessment room passes around, by activity."""
