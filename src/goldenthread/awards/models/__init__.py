"""The models of the awards room."""
