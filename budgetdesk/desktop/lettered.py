"""Texts of data where Qt takes an & for a letter of Alt: in menus, on tabs, buttons and labels."""


def unlettered(text: str) -> str:
    """A text whose & is one: R&D would be shown as RD, with a line below the D."""
    return text.replace("&", "&&")
