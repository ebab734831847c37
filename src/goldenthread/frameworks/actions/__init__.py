"""Changes in the frameworks room."""
