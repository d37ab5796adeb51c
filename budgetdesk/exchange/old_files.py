"""Files of the old kind, .xls and .doc, and those that a password has put into such a one."""

_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_old_file(data: bytes) -> bool:
    """Whether a file is of the old kind by its first bytes."""
    return data.startswith(_OLD)


def has_password(data: bytes) -> bool:
    """Whether a file is an .xlsx or .docx that a password locks."""
    return is_old_file(data) and _ENCRYPTED in data
