"""The models of the admissions room."""
