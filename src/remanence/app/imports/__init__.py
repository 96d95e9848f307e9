"""Sheets in: a plan first, with everything that would change and every finding.

Then one operation.
"""
