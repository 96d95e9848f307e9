"""Charts and what belongs to them: cross hair, events, bars, the table of a chart."""
