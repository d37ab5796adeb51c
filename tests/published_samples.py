"""Where the published samples are: beside the repository, or where the environment says."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("BUDGETDESK_SHARED", Path(__file__).resolve().parents[2] / "shared"))
