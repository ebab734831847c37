"""The rules of the frameworks room."""
