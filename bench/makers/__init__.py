"""Rows by the thousand, put in behind the actions' backs and shaped as the actions leave them."""
