"""The ground: errors, findings, steps, decimals, units, dates, sentences."""
