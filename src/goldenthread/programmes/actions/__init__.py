"""Load the catalogue; build, change, publish and retire releases."""
