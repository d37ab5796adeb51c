"""Writes docs/rules.md from the registered rules: `python -m tests.docs_rules`."""

from collections.abc import Iterator
from pathlib import Path

from budgetdesk.checks.finding import SEVERITY_LABELS
from budgetdesk.checks.rule import Rule, Scope
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.checks.themes import limit_label, themed
from budgetdesk.forms.loader import load_form_set

_CYCLE = "cycle"  # the set whose rules those that extend it take over
PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"

_HEAD = """# 审核规则

本页由 `python -m tests.docs_rules` 从程序中的规则生成，请不要直接修改。

严重程度分三级：**错误**必须改正；**需说明**可以写明理由后上报，说明随数据一起走；**提示**供参考。
套表（`forms/` 中的 `[checks]`）和本单位的设置可以停用规则、调整严重程度和数额，例如：

```toml
[checks]
Q02 = { severity = "error" }   # error 错误，explain 需说明，notice 提示
Q12 = { least = 8 }
Q29 = { on = false }
```
"""
_SCOPES: dict[str, str] = {
    Scope.PROJECT: "项目表",
    Scope.OVERALL: "整体表",
    Scope.DEPARTMENT: "部门",
    Scope.UNIT: "一个单位的各项目",
    Scope.BOOK: "整个账套",
    Scope.RECORD: "套表其他表",
}


def page() -> str:
    """The page as it should stand."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    for theme, rules in themed(RulesInForce(load_form_set(_CYCLE))):
        yield f"## {theme}\n"
        for rule in rules:
            yield from _rule_lines(rule)


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code} {rule.title}\n"
    scopes = "、".join(_SCOPES.get(scope, rule.theme) for scope in rule.scopes)
    yield f"- 严重程度：{SEVERITY_LABELS[rule.severity]}（{scopes}）"
    yield f"- 查什么：{rule.checks}"
    yield f"- 为什么：{rule.why}"
    yield f"- 依据：{rule.source}"
    yield f"- 不通过：{rule.failing}"
    yield f"- 通过：{rule.passing}"
    for name, value in rule.limits.items():
        yield f"- 可设：`{name}` {limit_label(name)} {value}"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
