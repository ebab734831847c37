"""The rules of the awards room."""
