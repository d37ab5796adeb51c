"""Why the system refused, in the clerk's words."""

import errno
import re

import pytest

from budgetdesk.domain.refusals import reason_of


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_english_reaches_the_clerk(number: int) -> None:
    import os

    assert not re.search("[A-Za-z]", reason_of(OSError(number, os.strerror(number))))


def test_what_the_system_says_in_chinese_is_kept() -> None:
    assert reason_of(OSError(9999, "设备未就绪。")) == "设备未就绪"
    assert reason_of(OSError("no number")) == "系统拒绝了这次操作"
    assert reason_of(OSError(errno.ENOSPC, "No space left on device")) == "磁盘已满"
