"""Tests of what is written for people: it must say what the program does."""
