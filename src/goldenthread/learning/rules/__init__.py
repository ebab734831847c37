"""The rules of the learning room."""
