"""The rules of the coaching room."""
