"""From an official form in an Excel workbook to the files of a form set."""
