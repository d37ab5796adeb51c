"""The sample that the window opens: where it lies, and how it is made anew."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.window.books import Books
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.there import is_there


def sample_path(settings: Settings) -> Path:
    """A place for the sample beside the settings, made where it is missing."""
    with suppress(OSError):  # then making the book there is refused
        settings.path.parent.mkdir(parents=True, exist_ok=True)
    return settings.path.parent / "示例 永和县卫生健康和体育局 2024.budget"


def open_sample(books: Books) -> None:
    """Open the sample, made first where there is none; one that was changed can be made anew."""
    path = sample_path(books.settings)
    if not is_there(path):
        _make(books, path, "准备示例")
        return
    if not books.open(path) or books.session is None or books.desk is None:
        return
    steps = len(books.session.book.undo_steps(limit=1000))
    if steps:
        books.desk.notice.say(
            f"这是上次的示例，含你做过的 {steps} 步修改。",
            "重新生成",
            lambda: _make(books, path, "重新生成示例"),
        )


def _make(books: Books, path: Path, title: str) -> None:
    if not books.close():
        return

    def work(progress: Progress) -> Path | None:
        progress(0, 0)
        return make_sample(path)

    books.jobs.start(title, work, lambda kept: _open_made(books, path, kept))


def _open_made(books: Books, path: Path, kept: Path | None) -> None:
    if books.open(path) and books.desk is not None and kept is not None:
        books.desk.notice.say(
            f"已重新生成示例。改过的那份另存为「{kept.name}」。",
            "打开那一份",
            lambda: books.open(kept),
        )


def make_sample(path: Path) -> Path | None:
    """Make the sample; one that is there is kept under another name first.

    Returns:
        Where the older one is kept; None when there was none.

    Raises:
        BookError: the sample can't be made there, or someone has the older one open, which is as
            it was.
    """
    from budgetdesk.book.lock import holder_of
    from budgetdesk.exchange.sample import create_sample

    if not is_there(path):
        create_sample(path)
        return None
    if holder := holder_of(path):
        raise holder.keeps_out_of(path)
    fresh = path.with_name(f"{path.stem} 新{path.suffix}")
    fresh.unlink(missing_ok=True)  # of an earlier try that was broken off
    create_sample(fresh)
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H-%M-%S")
    kept = path.with_name(f"{path.stem}（{stamp} 前改过）{path.suffix}")
    for ending in ("-wal", "-journal", ""):  # a log that was left behind belongs to it
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(kept.with_name(kept.name + ending))
    fresh.rename(path)
    return kept
