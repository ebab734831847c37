"""The models of the cohorts room."""
