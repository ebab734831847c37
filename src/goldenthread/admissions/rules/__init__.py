"""The rules of the admissions room."""
