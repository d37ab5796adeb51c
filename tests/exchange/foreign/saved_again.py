"""Files as LibreOffice saves them."""

import subprocess
from pathlib import Path


def saved_again(path: Path, form: str, folder: Path) -> Path:
    """A file in another form, in a folder below `folder`."""
    profile, into = (folder / "profile").as_uri(), folder / "再存"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form,
         "--outdir", str(into), str(path)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return into / f"{path.stem}.{form}"
