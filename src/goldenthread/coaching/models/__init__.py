"""The models of the coaching room."""
