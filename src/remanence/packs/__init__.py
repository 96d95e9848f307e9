"""Reference packs on disk: opened, verified, and loaded as values of the core."""
