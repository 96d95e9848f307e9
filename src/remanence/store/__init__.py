"""The only home of the database: engine, tables, the three write verbs and the history."""
