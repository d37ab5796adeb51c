"""Words that carry no content of their own: placeholders, bare verbs, labels left standing."""

import re
from functools import lru_cache

from budgetdesk.checks.language.likeness import bare
from budgetdesk.domain.text import fold

_ALONE = frozenset("无 / \\ - — -- —— 略 (略) 同上 暂无 没有 待定 xx XX ×× 空".split())
_WITHIN = re.compile(
    r"[xX×](?<![A-Za-z].)[xX×]+(?![A-Za-z])|某某|待填写?|请填写|此处填写|\(略\)|示例[:：]|【.{0,6}填.{0,6}】"
)
_TEMPLATE_DATE = re.compile(r"年\s{0,9}月(?![0-9])|[0-9]年\s{0,9}、\s{0,9}月(?![底末初])|_{3,}")

# 提高 alone says neither what nor how far.
_BARE_VERBS = frozenset(
    "提高 提升 促进 完善 改善 保障 增强 增加 加强 推动 推进 维护 维持 减轻 减少 降低 拓宽 满足 "
    "优化 巩固 扩大 带动 缓解 改进 健全 增进 繁荣 振兴 节约 助力 夯实 "
    "壮大 深化 好转 向好 提质 增效".split()
)
_LASTING = frozenset("中长期 长期 持续 长久 可持续 持续影响 长期影响 长期性 可持续发展".split())


@lru_cache(maxsize=16384)
def placeholder_in(text: str) -> str:
    """The placeholder that stands for content in a text, "" when there is none."""
    plain = fold(text)
    if plain in _ALONE:
        return text.strip()
    found = _WITHIN.search(plain) or _TEMPLATE_DATE.search(text)
    return found[0].strip() if found else ""


_ADVERB = (
    r"不断|有效|逐步|逐渐|逐年|持续|进一步|明显|显著|有所|稳步|大幅度?|切实|充分|较好|全面|初步|基本|长期|积极|得到|很好"
    r"|较大|更加|日益|稳定|极大|深入|广泛|良好|不同程度|一定程度"
)
_HAN = r"[\u4e00-\u9fff]"
# 不断提升, 效果显著, 得到有效改善: how much stays open, whatever the verb.
_SAYS_NO_DEGREE = re.compile(
    rf"(?:(?:{_ADVERB})的?){{1,2}}地?(?!达标|合格|正常|安全|运行){_HAN}{{2}}了?|{_HAN}{{2}}(?:{_ADVERB}|深远|突出)"
)
# A name that asks for a degree is answered by one: 影响程度 → 效果明显.
_ASKS_DEGREE = re.compile(r"(?:程度|影响|作用)$")
# 收入增加, 大力提升, 较上年提高: a verb with what it is said of, and no degree.
_VERB = "|".join(sorted(_BARE_VERBS))
_ENDS_IN_VERB = re.compile(
    rf"(?:较(?:上年|去年|上一年|往年|同期|以前|之前)度?)?(?!不(?!断)|未|无|零){_HAN}{{0,4}}(?:{_VERB})了?"
)
# 改善生态环境: what shall become more or better, not how much.
_VERB_FIRST = re.compile(
    rf"(?:提高|提升|促进|改善|增强|增加|推动|推进|带动|优化|减轻|减少|降低|扩大|缓解)(?!到|至|了?一){_HAN}{{2,7}}"
)
_LEADING_VERB = re.compile(rf"^(?:{_VERB})了?")
_LEADING_ADVERBS = re.compile(rf"^(?:{_ADVERB})+")


@lru_cache(maxsize=16384)
def says_no_degree(text: str, name: str) -> bool:
    """Whether a value without a number says no more than its name does.

    It is one verb, an adverb and a verb (不断提升), or stands in the name already.
    """
    said = bare(text)
    if not said or re.search(r"[0-9]", said):
        return False
    core = _LEADING_ADVERBS.sub("", said) or said
    if bare(name).endswith(
        (f"{core}性", f"{core}化")
    ):  # a state that is there or not: 规范性 → 规范
        return False
    if said in _BARE_VERBS or _repeats(core, bare(name)):
        return True
    asked = _ASKS_DEGREE.search(name) and said.startswith(("成效", "效果", "作用", "影响"))
    shapes = (_SAYS_NO_DEGREE, _ENDS_IN_VERB, _VERB_FIRST)
    return not asked and any(shape.fullmatch(said) for shape in shapes)


def _repeats(core: str, name: str) -> bool:
    """Whether a value is part of the name, or a verb and part of the name: 提升城市形象."""
    thing = _LEADING_VERB.sub("", core)
    return any(len(said) > 1 and said in name for said in (core, thing))


def only_lasting(text: str) -> bool:
    """Whether a text says no more than that something lasts (中长期, 持续)."""
    return bare(text) in _LASTING
