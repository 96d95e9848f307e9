"""States of a licence, its clock, what is drawn down and what is likely to come."""
