"""The Qt window."""

from budgetdesk.desktop.caught_errors import catch_errors

catch_errors()  # before any class of the window is made
