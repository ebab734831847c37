"""Readings as JSON, in the shape in which people write them down by hand: one module for each kind of document."""
