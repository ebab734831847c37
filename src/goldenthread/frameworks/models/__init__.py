"""The models of the frameworks room."""
