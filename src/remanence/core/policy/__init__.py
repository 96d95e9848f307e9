"""Rules as dated data.

The reference pack as values, its conditions, validity, controls, screening and working days.
"""
