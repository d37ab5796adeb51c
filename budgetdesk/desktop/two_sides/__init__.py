"""Two sides: what came from outside, what it becomes, and what was not understood."""
