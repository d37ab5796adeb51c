"""Words that carry no content of their own: placeholders, bare verbs, labels left standing."""

import re

from budgetdesk.checks.language.likeness import bare
from budgetdesk.domain.text import fold

_ALONE = frozenset("无 / \\ - — -- —— 略 (略) 同上 暂无 没有 待定 xx XX ×× 空".split())
_WITHIN = re.compile(
    r"(?<![A-Za-z])[xX×]{2,}(?![A-Za-z])|某某|待填写?|请填写|此处填写|\(略\)|示例[:：]|【.{0,6}填.{0,6}】"
)
_TEMPLATE_DATE = re.compile(r"年\s{0,9}月(?![0-9])|[0-9]年\s{0,9}、\s{0,9}月(?![底末初])|_{3,}")

# 提高 alone says neither what nor how far.
_BARE_VERBS = frozenset(
    "提高 提升 促进 完善 改善 保障 增强 增加 加强 推动 推进 维护 维持 减轻 减少 降低 拓宽 满足 "
    "优化 巩固 扩大 带动 缓解".split()
)
_LASTING = frozenset("中长期 长期 持续 长久 可持续 持续影响 长期影响 长期性 可持续发展".split())


def placeholder_in(text: str) -> str:
    """The placeholder that stands for content in a text, "" when there is none."""
    plain = fold(text)
    if plain in _ALONE:
        return text.strip()
    found = _WITHIN.search(plain) or _TEMPLATE_DATE.search(text)
    return found[0].strip() if found else ""


def is_bare_verb(text: str) -> bool:
    """Whether a text is one verb without object or degree (提高, 促进)."""
    return bare(text) in _BARE_VERBS


def only_lasting(text: str) -> bool:
    """Whether a text says no more than that something lasts (中长期, 持续)."""
    return bare(text) in _LASTING
