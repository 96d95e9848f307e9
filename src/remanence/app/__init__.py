"""Use cases: one file a subject, its operations and the rows that the faces show."""
