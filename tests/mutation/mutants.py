"""Small faults put into a module, one at a time: a comparison, a truth, a number, a loop."""

import ast
import functools
import gc
import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
}  # fmt: skip
# What is written there says how a thing is kept or told, not what it does.
_OF_NO_MATTER = ("maxsize", "slots", "frozen", "compare", "hash", "repr", "default_factory")

Change = Callable[[], None]
Function = ast.FunctionDef | ast.AsyncFunctionDef
Assignment = ast.Assign | ast.AnnAssign


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: the `number`th that can be put into a module."""

    module: str
    number: int
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.what}"


@dataclass(frozen=True, slots=True)
class _Place:
    line: int
    what: str
    within: tuple[str, ...]  # the class and the outermost function
    statement: ast.stmt
    change: Change


def mutants_of(module: str) -> list[Mutant]:
    """Every fault that can be put into a module of the program."""
    places = _places(ast.parse(_source(module)))
    return [Mutant(module, number, it.line, it.what) for number, it in enumerate(places)]


def put_in(mutant: Mutant) -> None:
    """Change the running program; there is no way back but to end this process."""
    module = importlib.import_module(mutant.module)
    tree = ast.parse(_source(mutant.module))
    place = list(_places(tree))[mutant.number]
    place.change()
    ast.fix_missing_locations(tree)
    if place.within:
        code = compile(tree, module.__file__ or "", "exec")
        _function(module, place.within).__code__ = _code(code, place.within)
    else:
        _set_anew(module, tree, place.statement)
    _forget()


def importers_of(module: str, among: str) -> frozenset[str]:
    """The module, and those below a package that import it, directly or by others of them."""
    named = [it for it in sys.modules if it.startswith(f"{among}.")]
    imports = {it: _imported(it) for it in named if hasattr(sys.modules[it], "__file__")}
    found = {module}
    while more := {it for it, used in imports.items() if it not in found and used & found}:
        found |= more
    return frozenset(found)


def _imported(module: str) -> set[str]:
    nodes = ast.walk(ast.parse(_source(module)))
    return {it.module for it in nodes if isinstance(it, ast.ImportFrom) and it.module}


def _source(module: str) -> str:
    return Path(importlib.import_module(module).__file__ or "").read_text("utf-8")


def _places(tree: ast.Module) -> Iterator[_Place]:
    for statement in tree.body:
        if isinstance(statement, ast.ClassDef):
            for inner in statement.body:
                if isinstance(inner, Function):
                    yield from _in_function(inner, (statement.name, inner.name), statement)
        elif isinstance(statement, Function):
            yield from _in_function(statement, (statement.name,), statement)
        elif isinstance(statement, Assignment) and statement.value:
            yield from _in(statement.value, (), statement)


def _in_function(
    function: Function, within: tuple[str, ...], statement: ast.stmt
) -> Iterator[_Place]:
    for inner in function.body:
        yield from _in(inner, within, statement)


def _in(node: ast.AST, within: tuple[str, ...], statement: ast.stmt) -> Iterator[_Place]:
    line = getattr(node, "lineno", 0)
    for what, change in _changes(node):
        yield _Place(line, what, within, statement, change)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            told = isinstance(child, ast.keyword) and child.arg in _OF_NO_MATTER
            if isinstance(child, ast.AST) and not told:
                yield from _in(child, within, statement)


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Compare):
        yield from _other_comparisons(node.ops)
    elif isinstance(node, ast.Constant):
        yield from _other_constants(node)
    elif isinstance(node, ast.For):
        if any(isinstance(it, ast.Continue) for it in ast.walk(node)):
            yield "continue → break", functools.partial(_break, node.body)
    else:
        yield from _other_operators(node)


def _other_comparisons(operators: list[ast.cmpop]) -> Iterator[tuple[str, Change]]:
    for at, operator in enumerate(operators):
        other = _COMPARED[type(operator)]
        said = f"{type(operator).__name__} → {other.__name__}"
        yield said, functools.partial(operators.__setitem__, at, other())


def _other_constants(node: ast.Constant) -> Iterator[tuple[str, Change]]:
    value = node.value
    if isinstance(value, int):
        other = not value if isinstance(value, bool) else value + 1
        yield f"{value} → {other}", functools.partial(setattr, node, "value", other)


def _other_operators(node: ast.AST) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.BoolOp(op=operator):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield f"→ {type(other).__name__}", functools.partial(setattr, node, "op", other)
        case ast.UnaryOp(op=ast.Not(), operand=said):
            twice = ast.UnaryOp(ast.Not(), said)
            yield "without not", functools.partial(setattr, node, "operand", twice)
        case ast.BinOp(op=operator) if type(operator) in _RECKONED:
            turned = _RECKONED[type(operator)]()
            yield f"→ {type(turned).__name__}", functools.partial(setattr, node, "op", turned)
        case ast.If(test=test) | ast.While(test=test) if not isinstance(test, ast.Compare):
            opposite = ast.UnaryOp(ast.Not(), test)
            yield "if not", functools.partial(setattr, node, "test", opposite)


def _break(body: list[ast.stmt]) -> None:
    class Broken(ast.NodeTransformer):
        def visit_Continue(self, node: ast.Continue) -> ast.Break:
            return ast.copy_location(ast.Break(), node)

    body[:] = [Broken().visit(it) for it in body]


def _function(module: ModuleType, within: tuple[str, ...]) -> FunctionType:
    found: Any = module
    for name in within:
        found = vars(found)[name]
    for inner in ("fget", "func", "__func__"):
        found = getattr(found, inner, None) or found
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    assert isinstance(found, FunctionType)
    return found


def _code(code: CodeType, within: tuple[str, ...]) -> CodeType:
    for name in within:
        inner = [it for it in code.co_consts if isinstance(it, CodeType) and it.co_name == name]
        code = inner[-1]
    return code


def _set_anew(module: ModuleType, tree: ast.Module, changed: ast.stmt) -> None:
    """Run an assignment again, and those that follow from it; all that imported them get them."""
    names: set[str] = set()
    for statement in tree.body[tree.body.index(changed) :]:
        used = {it.id for it in ast.walk(statement) if isinstance(it, ast.Name)}
        if statement is changed or (isinstance(statement, Assignment) and used & names):
            names |= _run_again(module, statement)


def _run_again(module: ModuleType, statement: ast.stmt) -> set[str]:
    before = dict(vars(module))
    exec(compile(ast.Module([statement], []), module.__file__ or "", "exec"), vars(module))
    new = {name: it for name, it in vars(module).items() if before.get(name) is not it}
    for name, value in new.items():
        for other in [it for key, it in sys.modules.items() if key.startswith("budgetdesk.")]:
            if name in before and vars(other).get(name) is before[name]:
                vars(other)[name] = value
    return set(new)


def _forget() -> None:
    """What was read before is read again."""
    for it in gc.get_objects():
        if isinstance(it, functools._lru_cache_wrapper) and _is_ours(it):
            it.cache_clear()


def _is_ours(cached: Any) -> bool:
    module = getattr(cached, "__module__", "") or ""
    return module.startswith(("budgetdesk.checks", "budgetdesk.domain"))
