"""Pages of the frameworks room."""
