"""Why nothing was exported."""


class ExportFault(Exception):  # noqa: N818 - the trade's word: it is in what was asked for
    """What is to be exported isn't there; the message is a sentence for the clerk."""
