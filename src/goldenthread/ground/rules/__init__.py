"""What is true for everyone: steps between states, and how often to try again."""
