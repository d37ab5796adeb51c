"""No sentence shows a password, and every refusal is one sentence."""

import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from budgetdesk.archive.connecting import connected
from budgetdesk.archive.faults import ArchiveFault, without_password
from tests.archive.server import Server, lacking
from tests.exchange.sealed.conftest import run

SECRET = "Pass@w0rd 秘密'x"
SPELT = "Pass%40w0rd%20%E7%A7%98%E5%AF%86%27x"
URLS = (
    f"postgresql://clerk:{SPELT}@127.0.0.1:1/province",
    f"postgresql://clerk@127.0.0.1:1/province?password={SPELT}",
    "host=127.0.0.1 port=1 user=clerk password='Pass@w0rd 秘密\\'x'",
    f"postgresql//clerk:{SPELT}@127.0.0.1:1/province",
    f"postgresql://clerk:{SPELT}@127.0.0.1:notaport/province",
    f"postgresql://clerk:{SPELT}@127.0.0.1:1/province?nosuch=1",
    f"postgresql://clerk:{SPELT}@nowhere.invalid/province",
    "password='Pass@w0rd 秘密\\'x",
)
pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking())


@pytest.mark.parametrize("url", URLS)
def test_no_refusal_shows_the_password(url: str, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"x")
    for what in ("list", "tables", "check", "set-up", str(file)):
        code, out, err = run("archive", url, what, "--workers", 1)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert err.endswith("。\n")
        assert not any(it in err for it in (SECRET, SPELT, "w0rd", "秘密"))


@pytest.mark.parametrize("url", URLS)
def test_no_fault_carries_it_either(url: str) -> None:
    with pytest.raises(ArchiveFault) as caught, connected(url):
        pass
    told = "".join(traceback.format_exception(caught.value, limit=0))
    assert "w0rd" not in told


def test_a_wrong_password_is_not_repeated(server: Server) -> None:
    url = server.url(user="nobody_here").replace("@", f":{SPELT}@")
    code, _, err = run("archive", url, "list")
    assert code == 2
    assert "nobody_here" in err
    assert "w0rd" not in err


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("to postgresql://a:b:c@h/d failed", "to postgresql://a:***@h/d failed"),
        ("user=a password=b host=c", "user=a password=*** host=c"),
        ("user=a PASSWORD = 'b c' host=d", "user=a PASSWORD = *** host=d"),
        ("postgresql://h/d?password=b&x=1", "postgresql://h/d?password=***&x=1"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_a_password_is_struck_out_wherever_it_stands(text: str, shown: str) -> None:
    assert without_password(text) == shown


def test_help_and_a_wrong_call_need_no_database(tmp_path: Path) -> None:
    script = (
        "import sys; from budgetdesk.cli import main\n"
        "code = main(['archive', '--help']); main(['archive', 'x'])\n"
        "print('LOADED', 'psycopg' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "LOADED False"
    assert "set-up" in done.stdout
