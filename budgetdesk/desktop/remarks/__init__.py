"""退回意见 in the window: the remarks that were got, one after the other, each at its cell."""
