"""What reading a packed file of XML raises where it is damaged or made to do harm."""

import zipfile
import zlib
from xml.etree import ElementTree as ET

DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    LookupError,  # a part that is missing, a character set that nobody knows
    ValueError,  # a character set that can't be read in pieces
    OSError,
    RuntimeError,
    EOFError,
)
"""The faults of the archive and its XML. They say nothing of where a clerk could mend it."""
