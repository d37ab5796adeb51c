"""One SQLite file (账套): schema, steps, journal, undo, migrations, backup, lock."""
