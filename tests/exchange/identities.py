"""What a file says, apart from which its records and rows are."""

from typing import Any


def anyones(content: Any) -> Any:
    """The content of a file without uuids, and without the version that brought them."""
    if isinstance(content, dict):
        said = {key: value for key, value in content.items() if key not in ("uuid", "version")}
        return {key: anyones(value) for key, value in said.items()}
    return [anyones(each) for each in content] if isinstance(content, list) else content
