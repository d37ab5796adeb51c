"""How much the tests of 审核 notice: `python -m tests.mutation [--sample N] [--seed S] [PART...]`.

Small faults are put into the modules of `checks/`, drawn with a seed, each in a process of its own;
told is how many of each module the tests notice, and which they do not.
"""

import argparse
import ast
import importlib
import os
import pkgutil
import random
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import budgetdesk.checks
from budgetdesk.checks.rule import RULES
from tests.mutation.judging import Counts, Samples, tests_pass, try_examples
from tests.mutation.mutants import Mutant, importers_of, mutants_of, put_in

_ROOT = "budgetdesk.checks"
_BY_EXAMPLES = (f"{_ROOT}.rules.", f"{_ROOT}.language.")
_LANGUAGE = tuple(f"tests/checks/test_{name}.py" for name in ("language", "prose", "true_errors"))
_SECONDS = 300  # a fault that makes the tests run longer is noticed
# What tests what is no rule and no language; each after the examples, which see much of it.
_TESTS = (
    "tests/checks/test_small_parts.py", "tests/checks/test_department_case.py",
    "tests/checks/test_bundling.py", "tests/checks/test_explanations.py",
    "tests/checks/test_fixes.py", "tests/checks/test_listed_forms.py",
    "tests/checks/test_report_sheet.py", "tests/checks/test_set_rules.py",
    "tests/checks/test_document_text.py", "tests/checks/test_engine.py",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What became of the faults of a module."""

    noticed: int = 0
    missed: list[Mutant] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How many were put in."""
        return self.noticed + len(self.missed)


def main() -> None:
    """Draw the faults, try each, tell of each module and of all."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("parts", nargs="*", help="modules whose names hold one of these")
    parser.add_argument("--sample", type=int, default=10, help="faults a module")
    parser.add_argument("--seed", type=int, default=2024)
    told = parser.parse_args()
    modules = [it for it in _modules() if not told.parts or any(part in it for part in told.parts)]
    samples = Samples()
    sound = _sound_counts(samples)
    whole = Tally()
    for module in modules:
        tally = Tally()
        for mutant in _drawn(module, told.sample, told.seed):
            if _notices(mutant, samples, sound):
                tally.noticed += 1
            else:
                tally.missed.append(mutant)
        if tally.tried:
            print(f"{module.removeprefix(_ROOT)[1:]:32} {tally.noticed}/{tally.tried}", flush=True)
        for mutant in tally.missed:
            print(f"    {mutant}", flush=True)
        whole.noticed += tally.noticed
        whole.missed += tally.missed
    print(f"noticed {whole.noticed} of {whole.tried}, {whole.noticed / max(1, whole.tried):.1%}")


def _modules() -> Iterator[str]:
    found = pkgutil.walk_packages(budgetdesk.checks.__path__, f"{_ROOT}.")
    return (it.name for it in found if not it.ispkg)


def _drawn(module: str, size: int, seed: int) -> list[Mutant]:
    every = mutants_of(module)
    chosen = random.Random(f"{seed} {module}").sample(every, min(size, len(every)))
    return sorted(chosen, key=lambda it: it.number)


def _sound_counts(samples: Samples) -> Counts:
    """What the sound program finds; this process itself reads nothing, so that it keeps nothing."""
    reading, writing = os.pipe()
    if not os.fork():
        try_examples(frozenset(RULES))
        with os.fdopen(writing, "w") as pipe:
            pipe.write(repr(dict(samples.counts(frozenset(RULES)))))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    if os.wait()[1]:
        raise SystemExit("the tests fail without any fault")
    return Counts(ast.literal_eval(said))


@cache
def _codes_of(module: str) -> frozenset[str]:
    """The rules that work with a module."""
    modules = importers_of(module, _ROOT)
    return frozenset(it.code for it in RULES.values() if it.test.__module__ in modules)


def _notices(mutant: Mutant, samples: Samples, sound: Counts) -> bool:
    codes = _codes_of(mutant.module)
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    signal.alarm(_SECONDS)
    by_rules = mutant.module.startswith(_BY_EXAMPLES)
    try:
        put_in(mutant)
        asked = codes if by_rules else frozenset(RULES)
        try_examples(asked)
        expected = Counts({key: count for key, count in sound.items() if key[1] in asked})
        same = samples.counts(asked) == expected and tests_pass(_LANGUAGE if by_rules else _TESTS)
    except BaseException:  # noqa: BLE001 - whatever is raised was noticed
        os._exit(1)
    os._exit(0 if same else 1)


if __name__ == "__main__":
    importlib.import_module("budgetdesk.checks.rules")
    main()
