"""Debian's packages of this machine and of others."""

import subprocess
from collections.abc import Iterable
from pathlib import Path


def architecture_here() -> str:
    """Debian's name for this machine."""
    asked = ["dpkg", "--print-architecture"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def unpack(packages: Iterable[str], architecture: str, target: Path) -> Path:
    """Lay another machine's packages out in a folder, by apt's own sources.

    This machine's apt knows nothing of it afterwards.

    Returns:
        The root below which their files lie.

    Raises:
        SystemExit: where the sources have no such packages.
    """
    for name in ("lists/partial", "cache/archives/partial"):
        (target / name).mkdir(parents=True)
    settings = {
        "APT::Architecture": architecture,
        "APT::Architectures": architecture,
        "APT::Sandbox::User": "root",
        "Dir::State::Lists": str(target / "lists"),
        "Dir::State::status": "/dev/null",
        "Dir::Cache": str(target / "cache"),
    }
    apt = ["apt-get", "-qq", *(f"-o{name}={value}" for name, value in settings.items())]
    subprocess.run([*apt, "update"], check=False)  # what a source lacks the next line tells
    told = subprocess.run([*apt, "download", *packages], cwd=target, check=False)
    if told.returncode:
        raise SystemExit(
            f"软件源没有 {architecture} 的 {'、'.join(packages)}，请检查网络和软件源。"
        )
    for path in target.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", str(path), str(target / "root")], check=True)
    return target / "root"
