"""Why past forms are not kept for other books; apart, so that naming it loads no database."""

from pathlib import Path


class NotKeptError(Exception):
    """The user's data folder can't be written, or not now."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"「{file}」无法写入（{reason}），没有记住。请检查个人文件夹的权限和磁盘空间。"
        )
