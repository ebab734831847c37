"""The models of the reporting room."""
