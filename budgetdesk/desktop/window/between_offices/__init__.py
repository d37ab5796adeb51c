"""What goes between offices, asked for: up to a bureau and a city, down to units, remarks."""
