"""The steps from one schema to the next, forward only; the way back is the backup.

They never import the tables of today.
"""
