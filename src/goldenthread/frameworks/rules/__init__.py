"""How a framework document is read, and what may be done with a reading. Plain Python."""
