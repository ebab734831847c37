"""The rules of the cohorts room."""
