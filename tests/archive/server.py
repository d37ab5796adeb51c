"""A PostgreSQL of the tests' own: Debian's, on a socket in a temporary folder."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

_VERSIONS = Path("/usr/lib/postgresql")
_OLDEST = 15
_NOBODY = 65534  # the server refuses to run as root
_PATIENCE = 20.0  # seconds


def binaries() -> Path | None:
    """The folder with the newest server that there is; None without one."""
    found = [
        int(it.name)
        for it in _VERSIONS.glob("*")
        if it.name.isdigit() and (it / "bin" / "postgres").is_file()
    ]
    found = [version for version in found if version >= _OLDEST]
    if found:
        return _VERSIONS / str(max(found)) / "bin"
    on_path = shutil.which("postgres")
    return Path(on_path).parent if on_path else None


def lacking() -> str:
    """Why no server can be had here; "" where one can."""
    if binaries() is None:
        return "no PostgreSQL 15 or later here: sh packaging/system-packages.sh test"
    if os.name != "posix":
        return "the tests' PostgreSQL stands on a Unix socket"
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        return "PostgreSQL does not run as root, and setpriv is missing"
    return ""


class Server:
    """One server. `safe`: what it says is committed outlives a kill of the machine too."""

    def __init__(self, *, safe: bool = False) -> None:
        # In /tmp: a socket's path may have no more than 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._safe = safe
        self._process: subprocess.Popen[bytes] | None = None
        if os.geteuid() == 0:
            os.chown(self.folder, _NOBODY, _NOBODY)
        made = ["--no-sync", "--auth=trust", "--username=postgres", "--locale=C", "--encoding=UTF8"]
        self._run("initdb", "-D", str(self.folder / "data"), *made).wait()
        self.start()

    def start(self) -> None:
        """Start it and wait till it answers; after a kill that takes a while."""
        end = time.monotonic() + _PATIENCE
        while not self._answers():
            if self._process is None or self._process.poll() is not None:
                self._process = self._serve()
            if time.monotonic() > end:
                raise TimeoutError((self.folder / "log").read_text())
            time.sleep(0.05)

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """The connection string of a database."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def new_database(self, name: str) -> str:
        """Make a database; its connection string."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def processor_time(self) -> float:
        """Seconds of processor that connections took which are closed by now."""
        assert self._process is not None
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """Kill it as a power cut would, with all that it started."""
        assert self._process is not None
        children = self._children(self._process.pid)
        for pid in (self._process.pid, *children):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.wait()

    def stop(self) -> None:
        """Stop it and take its folder away."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _children(self, pid: int) -> list[int]:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(it) for it in listed.split()]

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url()).close()
        except psycopg.OperationalError:
            return False
        return True

    def _serve(self) -> "subprocess.Popen[bytes]":
        options = {"listen_addresses": "", "max_wal_size": "2GB", "jit": "off"}
        if not self._safe:
            options |= {"fsync": "off", "full_page_writes": "off"}
        settings = [f"-c{name}={value}" for name, value in options.items()]
        return self._run("postgres", "-D", self.folder / "data", "-k", self.folder, *settings)

    def _run(self, program: str, *arguments: object) -> "subprocess.Popen[bytes]":
        folder = binaries()
        assert folder is not None
        call = [*_as_nobody(), str(folder / program), *map(str, arguments)]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(call, stdout=log, stderr=log, cwd=self.folder)


def _as_nobody() -> Sequence[str]:
    if os.geteuid() != 0:
        return ()
    return ("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups")
