"""One module for each kind of person who has a home page."""
