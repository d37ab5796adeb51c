"""What could stand in an empty cell: names and values of indicators, from an office's own years."""
