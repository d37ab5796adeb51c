"""Reading a call: argparse in Chinese, and what a command takes told only when it is called."""

import argparse
import re
from collections.abc import Callable
from typing import Any, NoReturn

from budgetdesk.commands.console import refuse
from budgetdesk.domain.text import NAME_BYTES, readable

Takes = Callable[[argparse.ArgumentParser], None]
"""Tells a parser what a command takes."""


class ChineseHelp(argparse.HelpFormatter):
    """argparse's help, its own words in Chinese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The usage begins as Chinese does."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def format_help(self) -> str:
        """The headings end as Chinese ones do."""
        return re.sub(r"(?m)^(\S+):$", r"\1：", super().format_help())


# argparse's sentences: those a clerk can cause, in Chinese.
_SENTENCES = (
    (r"the following arguments are required: (.*)", r"还需写明 \1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"argument (\S+): expected .* arguments?", r"\1 后面缺少内容"),
    (r"argument 命令: invalid choice: '(.*?)'.*", r"没有「\1」这个命令"),
    (r"argument (\S+): invalid int value: '(.*)'", r"\1 应为数字，不是「\2」"),
    (r"argument (\S+): invalid choice: '(.*?)' \(choose from (.*)\)", r"\1 不认识「\2」，可写 \3"),
    (r"argument (\S+): ignored explicit argument '(.*)'", r"\1 后面不应有「\2」"),
    (r"ambiguous option: (\S+) .*", r"\1 写得不完整"),
    (r"argument (\S+): (.*)", r"\1：\2"),
)


def _words(given: str) -> str:
    """Words of a call; only names of files may have bytes that are no text."""
    if NAME_BYTES.search(given):
        raise argparse.ArgumentTypeError(f"「{readable(given)}」不是 UTF-8 编码的文字")
    return given


class _Once(argparse._StoreAction):  # noqa: SLF001 - argparse has no other name for it
    """What is told once; of an option that stands twice argparse keeps the last without a word."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Keep the value, unless the option had one."""
        told = vars(namespace).setdefault("told_once", set())
        if option_string is not None and self.dest in told:
            raise argparse.ArgumentError(self, "只能写一次")
        told.add(self.dest)
        super().__call__(parser, namespace, values, option_string)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and refuses in one sentence.

    What a command takes is said when it is called, so that the window waits for none of it.
    """

    def __init__(self, takes: Takes | None = None, **settings: Any) -> None:
        super().__init__(**settings, formatter_class=ChineseHelp, add_help=False)
        self._takes = takes
        self.register("type", None, _words)
        self.register("action", None, _Once)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def add_subparsers(self, **settings: Any) -> Any:
        """Of commands; what stands behind one is read by that one."""
        commands: Any = super().add_subparsers(**settings)
        commands.type = str
        return commands

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Learn what the command takes, once, and read the call."""
        takes, self._takes = self._takes, None
        if takes is not None:
            takes(self)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say in a sentence what is wrong with the call, and end."""
        for pattern, sentence in _SENTENCES:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, sentence, message, count=1, flags=re.DOTALL)
                break
        self.exit(refuse(f"{message}。用法见 {self.prog} --help。"))
