"""Scenes are drawn by their names: two of one name would draw one of them alone."""

from collections import Counter

from tests.screens.scenes import PARTS


def test_each_scene_has_a_name_of_its_own() -> None:
    counts = Counter(name for part in PARTS for name in part)
    assert [name for name, count in counts.items() if count > 1] == []
