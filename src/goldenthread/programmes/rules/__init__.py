"""The rules of the programmes room."""
