"""Pictures of the window with the sample, for looking at: `make screens`."""
