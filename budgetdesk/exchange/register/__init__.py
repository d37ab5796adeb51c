"""The bureau's register: where each unit stands with what it sends, and what was decided."""
