"""The tabs in front of the work: one a project or an overall form, with the strip of its forms."""
