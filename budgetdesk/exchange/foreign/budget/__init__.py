"""Published budget tables of a foreign file: read whole, held against their own sums, as lines."""
