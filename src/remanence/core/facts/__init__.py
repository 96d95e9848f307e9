"""What is known: frozen values of the records, without verdicts."""
