"""The models of the learning room."""
