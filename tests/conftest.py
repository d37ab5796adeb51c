"""What all tests share: the published sample data beside the repository, where it is present."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.published_samples import SHARED
from tests.worker_ends import crashes, watch_processes

# Hooks that pytest finds here.
from tests.worker_ends import pytest_sessionfinish as pytest_sessionfinish
from tests.worker_ends import pytest_xdist_newgateway as pytest_xdist_newgateway

# Machines are shared and noisy, so no example is timed. Under CI Hypothesis's own profile holds:
# it times nothing either, and repeats the same examples.
if "CI" not in os.environ:
    settings.register_profile("untimed", deadline=None)
    settings.load_profile("untimed")

watch_processes()

# Form sets and past forms that whoever runs the tests has are not theirs; sets are looked for
# while tests are collected.
_DATA = tempfile.TemporaryDirectory(prefix="budgetdesk-tests-")
os.environ["XDG_DATA_HOME"] = _DATA.name
os.environ.pop("BUDGETDESK_FORMS", None)

_PROOF = 3600  # seconds; of the others, on a machine shared by several, none takes 120


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A proof is long by its nature: nothing but standing still ends it."""
    for item in items:
        if item.get_closest_marker("proof") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(_PROOF))


_REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _own_sets_are_forgotten() -> Iterator[None]:
    """Form sets that a test had in folders of its own are not there for the next."""
    yield
    loader = sys.modules.get("budgetdesk.forms.loader")
    known = loader is not None and loader.form_set_ids.cache_info().currsize
    if loader is not None and known and not all(map(_is_shipped, loader.form_set_ids())):
        loader.forget_sets()


def _is_shipped(set_id: str) -> bool:
    return (_REPOSITORY / "forms" / set_id).is_dir()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What pytest-qt starts Qt with: in the style of the program."""
    from budgetdesk.desktop.platforms import STYLE

    return ["budgetdesk", *STYLE]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the published samples; a test that needs it is skipped without it."""
    if not (SHARED / "samples").is_dir():
        pytest.skip(f"the published samples are not at {SHARED} (set BUDGETDESK_SHARED)")
    return SHARED


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The bundled sample, made once; to be read and copied, never written."""
    from budgetdesk.exchange.sample import create_sample

    path = tmp_path_factory.mktemp("预算 示例") / "永和县 示例.budget"
    create_sample(path)
    before = path.read_bytes()
    yield path
    assert path.read_bytes() == before, "a test wrote into the sample that all share"


@pytest.fixture(scope="session")
def put_sample(sample_book: Path) -> Callable[[Path], Path]:
    """Lays a copy of the bundled sample somewhere."""
    return lambda path: Path(shutil.copy(sample_book, path))


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test writes is not remembered in the folders of who runs it."""
    state = str(tmp_path_factory.getbasetemp() / "state")
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, state)


@pytest.fixture(autouse=True)
def _no_process_died() -> Iterator[None]:
    """No program that a test ran may crash, also where the test did not look at its code."""
    yield
    assert crashes() == []
