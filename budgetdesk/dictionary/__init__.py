"""What the official forms ask for, as data: record kinds, their fields and their lists.

The base dictionary is `resources/dictionary/`; a form set extends it by its `dictionary.toml`.
"""
