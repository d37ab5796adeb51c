from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.exchange import json_file
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.json_file import JsonNumber, read_bytes, read_json

Write = Callable[[str, object], Path]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的"),
        (b" \n ", "文件是空的"),
        (b"{", "第 1 行第 2 个字"),
        (b'{"a": 1,}', "第 1 行"),
        (b'{"a": 1}\n{"b": 2}', "第 2 行第 1 个字"),
        (b'{"a": NaN}', "「NaN」"),
        (b'{"a": -Infinity}', "「-Infinity」"),
        (b'{"a": {"b": 1, "b": 2}}', "两次「b」"),
        (b"[" * 100_000, "嵌套过深"),
        (b'{"a":' * 100_000, "嵌套过深"),
        ('{"a": "项目"}'.encode("utf-16"), "编码"),
        ('{"a": "项目"}'.encode("utf-16-le"), "编码"),
        (b'{"a": "\xff\xff"}', "编码"),
        (b'{"a": "\n"}', "第 1 行"),
    ],
)
def test_what_is_no_json_is_refused_plainly(write: Write, data: bytes, reason: str) -> None:
    with pytest.raises(ImportFault, match=reason) as refusal:
        read_json(write("坏 文件.json", data))
    assert str(refusal.value).startswith("「坏 文件.json」：")
    assert str(refusal.value).endswith("。")


def test_numbers_stay_as_written(write: Write) -> None:
    digits = "9" * 10_000
    content = read_json(write("a.json", f'[{digits}, 1e999999, 0.1, "\u9879"]'))
    assert content == [JsonNumber(digits), JsonNumber("1e999999"), JsonNumber("0.1"), "项"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_the_office_are_read(write: Write, encoding: str) -> None:
    assert read_json(write("a.json", '{"名": "永和县"}'.encode(encoding))) == {"名": "永和县"}


def test_a_huge_file_is_refused_before_it_is_read(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_file, "LARGEST_FILE", 10)
    with pytest.raises(ImportFault, match="超过"):
        read_json(write("a.json", "[1, 2, 3, 4, 5]"))


def test_missing_folders_and_other_files_are_refused(
    book: Book, folder: Path, write: Write
) -> None:
    for path, reason in (
        (folder / "没有.json", "没有这个文件"),
        (folder, "这是文件夹"),
        (folder / ("长" * 300 + ".json"), "无法读取"),
        (folder / "a\0b.json", "没有这个文件"),
        (write("表.xlsx", b"PK"), "不是完整的表格文件"),
        (write("信.txt", "您好"), "不是可导入的文件"),
        (write("数.json", "3"), "不是项目或整体表"),
        (write("空.json", "{}"), "不是认识的格式"),
    ):
        with pytest.raises(ImportFault, match=reason):
            import_files(book, [path])


def test_a_file_without_suffix_is_known_by_its_content(
    book: Book, write: Write, content: dict[str, object]
) -> None:
    import json

    named = write("projects", json.dumps(content))
    assert import_files(book, [named]).files[0].projects == 3
    ledger = write(
        "ledger.txt",
        "unit,function_code,nature,project,department_economic,government_economic,source,"
        "origin,amount_yuan\n永和县卫生健康和体育局,210,basic,,,,general,current,1\n",
    )
    assert import_files(book, [ledger]).files[0].ledger_lines == 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["format", "projects", "name", "department_name", "x"]), inner
    ),
).map(lambda data: __import__("json").dumps(data).encode()))  # fmt: skip
def test_any_file_is_imported_or_refused(folder: Path, book: Book, data: bytes) -> None:
    path = folder / "a.json"
    path.write_bytes(data)
    try:
        import_files(book, [path])
    except ImportFault as refusal:
        refused = str(refusal)
    else:
        refused = ""
    assert "\n" not in refused
    assert book.rows("SELECT count(*) FROM project")[0][0] == 0


def test_an_open_book_is_not_read_past_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "a.budget"
    book = Book.create(path, BookInfo("yonghe-2024", 2024, "永和县 2024"))
    with book, pytest.raises(ImportFault, match="正打开着的账套"):
        read_bytes(path)
    assert read_bytes(path)
