"""Changes to persons, organisations and hats."""
