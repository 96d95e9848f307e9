"""Ratios of what the program does to the bare work underneath, measured in one run."""
