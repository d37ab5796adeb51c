"""总览: the projects of a department or unit as a table, with small charts above it."""
