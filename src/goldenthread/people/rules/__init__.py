"""What follows from the hats somebody wears."""
