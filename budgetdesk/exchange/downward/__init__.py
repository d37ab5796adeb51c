"""The way back down: 退回 with remarks to a unit, in the container that packages go up in."""
