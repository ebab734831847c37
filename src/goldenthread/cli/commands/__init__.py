"""One module for each command: parse, call one thing, print."""
