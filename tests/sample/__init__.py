"""The sample desk: how its files are made, and what they must hold."""
