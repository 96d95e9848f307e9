"""Tests of Remanence, a folder a floor."""
