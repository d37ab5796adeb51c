"""Rules of 审核 that a form set gives in its `rules.toml`: read and tried on their examples."""
