"""The models of the assessment room."""
