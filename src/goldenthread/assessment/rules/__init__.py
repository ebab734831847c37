"""The rules of the assessment room."""
