"""Pages of the admissions room."""
