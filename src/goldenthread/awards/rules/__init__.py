"""What a certificate says, and when it stands."""
