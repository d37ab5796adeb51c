"""A form set drawn from an Excel template: the dialog in which it is corrected and saved."""
