"""The language of computed fields, of a set's rules and of conditions."""
