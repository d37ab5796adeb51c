"""Texts of data where Qt takes a sign of theirs for one of its own."""


def unlettered(text: str) -> str:
    """A text whose & is one: R&D would be shown as RD, with a line below the D.

    In menus, on tabs, buttons and labels, where & stands before a letter of Alt.
    """
    return text.replace("&", "&&")


def as_title(text: str) -> str:
    """A text whose [*] is one: in a window's title it would be the mark of what is not saved."""
    return text.replace("[*]", "[*][*]")
