"""Which scripts have words in common that they did not get from their brief."""

# Counts up whenever rules would find something else in the same text; what was found by earlier ones is found again.
RULES = 2
