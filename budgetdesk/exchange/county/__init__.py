"""What a county's bureau passes on to the city or province: 汇总上报, and its arrival there."""
