"""What the tree shows, without Qt: nodes, and which of them a filter lets through."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from budgetdesk.domain.form_marks import FormMark, Fullness, Tally, mark_of
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.initials import cell_pattern, cells_of
from budgetdesk.domain.text import fold_name


class Level(IntEnum):
    """How deep a node stands."""

    ROOT = 0
    DEPARTMENT = 1
    UNIT = 2
    PROJECT = 3
    INDICATOR = 4


@dataclass(slots=True, eq=False)
class Node:
    """One line of the tree.

    `children` is None while they have not been read; `shown` are those of them that the filter
    lets through, the same list when there is no filter.
    """

    level: Level
    id: int
    name: str
    code: str = ""
    detail: str = ""  # an indicator's target
    slot: str = ""  # an indicator's place in the form: 产出指标 · 数量指标
    path: str = ""  # the field an indicator's name stands in
    stage: str = ""  # whose form the mark is of, where it is not the project's own
    fullness: Fullness | None = None  # None where a project has no form of the stage
    tally: Tally | None = None  # None while nothing was checked; not part of what the book says
    amount: int | None = None  # a project's annual total in 分
    livelihood: bool = False  # a project on the list of 民生领域重大事项
    expandable: bool = True
    parent: "Node | None" = field(default=None, repr=False)
    children: "list[Node] | None" = field(default=None, repr=False)
    shown: "list[Node]" = field(default_factory=list, repr=False)
    _rows: dict[int, int] | None = field(default=None, repr=False)
    _folded: str | None = field(default=None, repr=False)
    _initials: str | None = field(default=None, repr=False)

    def adopt(self, children: "list[Node]") -> None:
        """Take these as the children, all of them shown."""
        for child in children:
            child.parent = self
        self.children = children
        self.show(children)

    def show(self, children: "list[Node]") -> None:
        """Let these children be seen, in this order."""
        self.shown = children
        self._rows = None

    def row_of(self, child: "Node") -> int:
        """Where a child stands among those shown; -1 when it is not among them."""
        return self.row_of_id(child.id)

    def row_of_id(self, child_id: int | None) -> int:
        """The same for a child that is known by its id alone."""
        if self._rows is None:
            self._rows = {node.id: row for row, node in enumerate(self.shown)}
        return -1 if child_id is None else self._rows.get(child_id, -1)

    def take_over(self, fresh: "Node") -> bool:
        """Take the content of a newer reading of the same node; whether anything differs."""
        if self.name != fresh.name or self.code != fresh.code:
            self._folded = self._initials = None
        before = self._content()
        for name in _CONTENT:
            setattr(self, name, getattr(fresh, name))
        return before != self._content()

    def matches(self, query: "Query") -> bool:
        """Whether name, code or, for Latin letters, the pinyin initials hold the query."""
        if self._folded is None:
            self._folded = fold_name(self.name) + "\n" + fold_name(self.code)
        if query.folded in self._folded:
            return True
        if query.initials is None:
            return False
        if self._initials is None:
            self._initials = cells_of(self.name)
        return query.initials.search(self._initials) is not None

    def projects(self) -> "Iterator[Node]":
        """The projects at or below this node, filtered out or not, in order."""
        if self.level is Level.PROJECT:
            yield self
        elif self.level < Level.PROJECT:
            for child in self.children or ():
                yield from child.projects()

    @property
    def mark(self) -> FormMark:
        """How far a project's form of the chosen stage is."""
        return mark_of(self.fullness, self.tally)

    @property
    def filtered(self) -> bool:
        """Whether a filter hides some of the projects below."""
        if self.level > Level.UNIT:
            return False
        hidden = len(self.shown) < len(self.children or ())
        return hidden or any(child.filtered for child in self.shown)

    @property
    def tally_shown(self) -> Tally | None:
        """What was found in the projects that the filter lets through."""
        if self.tally is None or not self.filtered:
            return self.tally
        below = (child.tally_shown for child in self.shown)
        return sum((tally for tally in below if tally), start=Tally())

    def show_tallies(self, own: "Mapping[tuple[Level, int], Tally] | None") -> "Iterator[Node]":
        """Take over what was found; yields the nodes whose tally is another.

        `own` is what each line has to bear itself, by level and id; those below it are added.
        """
        for child in self.children or () if self.level < Level.PROJECT else ():
            yield from child.show_tallies(own)
        if own is None or self.level is Level.INDICATOR:
            tally = None
        else:
            children = self.children or () if self.level < Level.PROJECT else ()
            below = (child.tally for child in children if child.tally)
            tally = sum(below, start=own.get((self.level, self.id), Tally()))
        if tally != self.tally:
            self.tally = tally
            yield self

    def _content(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _CONTENT)


_CONTENT = (
    *("name", "code", "detail", "slot", "path", "stage", "fullness", "amount"),
    *("livelihood", "expandable"),
)


@immutable
class Query:
    """What was typed into the filter, made comparable."""

    folded: str
    initials: re.Pattern[str] | None  # None unless it is Latin letters only

    @classmethod
    def of(cls, text: str) -> "Query":
        """The query a text stands for."""
        folded = fold_name(text)
        latin = folded.isascii() and folded.isalpha()
        return cls(folded, cell_pattern(folded) if latin else None)

    def __bool__(self) -> bool:
        return bool(self.folded)


def root_of(departments: list[Node]) -> Node:
    """The invisible node above the departments."""
    root = Node(Level.ROOT, 0, "")
    root.adopt(departments)
    return root


def let_through(root: Node, query: Query) -> int:
    """Show what the query hits and the path to it; returns the number of projects shown.

    A department or unit that is hit itself is shown with everything below it.
    """
    return _show_hits(root, query, above_hit=not query)


def _show_hits(node: Node, query: Query, *, above_hit: bool) -> int:
    children = node.children or []
    if above_hit:
        hits = children
    elif node.level is Level.UNIT:
        hits = [child for child in children if child.matches(query)]
    else:
        hits = []
    count = 0
    if node.level is Level.UNIT:
        count = len(hits)
    else:
        kept = []
        for child in children:
            whole = above_hit or child.matches(query)
            below = _show_hits(child, query, above_hit=whole)
            count += below
            if whole or child.shown:
                kept.append(child)
        hits = children if above_hit else kept
    node.show(hits)
    return count


def place_in_tree(node: Node) -> tuple[int, ...]:
    """Where a line stands in the tree, to be compared."""
    if node.parent is None:
        return ()
    return (*place_in_tree(node.parent), node.parent.row_of(node))


def projects_at(nodes: Sequence[Node]) -> tuple[int, ...]:
    """The projects at, below or around lines of the tree, each once, in the tree's order."""
    whole = (node.parent if node.level is Level.INDICATOR else node for node in nodes)
    found = (project.id for node in whole if node is not None for project in node.projects())
    return tuple(dict.fromkeys(found))


def scope_of(root: Node, keys: Sequence[tuple[Level, int]]) -> tuple[str, tuple[int, ...]]:
    """What some lines are called together, and the projects at or below those still there.

    Without any line it is all of the tree.
    """
    nodes = [node for node in _every(root) if (node.level, node.id) in keys]
    if not keys:
        return "", projects_at([root])
    more = f"等 {len(nodes)} 处" if len(nodes) > 1 else ""
    return (f"{nodes[0].name}{more}" if nodes else ""), projects_at(nodes)


def _every(node: Node) -> Iterator[Node]:
    """The lines below one, down to projects."""
    for child in node.children or () if node.level < Level.PROJECT else ():
        yield child
        yield from _every(child)
