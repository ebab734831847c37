"""Writing units, reading them, answering their checks."""
