"""What follows from who somebody is and what was agreed."""
