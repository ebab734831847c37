"""What follows from pages read and checks answered."""
