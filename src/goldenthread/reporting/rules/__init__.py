"""The rules of the reporting room."""
