"""Rules as dated data: the reference pack as values, its conditions, validity, controls, screening and working days."""
