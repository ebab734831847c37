"""The models of the programmes room."""
