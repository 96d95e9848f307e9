"""Values and rules: plain Python without files, clock, locale, database or window."""
