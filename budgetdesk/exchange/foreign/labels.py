"""What the labels of a foreign form mean, for the book's form set."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.records import Horizon, Payer, RecordKind
from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.vocabulary import (
    Vocabulary,
    labels_of,
    vocabulary_of,
    without_months,
)
from budgetdesk.exchange.drawing.words import core_of, is_grouping, is_title, without_brackets
from budgetdesk.exchange.foreign.payers import payer_in_words
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.forms.definition import FormSet

_FUTURE = re.compile(
    r"^(?:实施期|(?:实施|项目)周期(?!$)|全周期|中期|项目期(?!$)|中长期|长期|三年|项目总)"
)
_YEARLY = re.compile(r"^(?:年度|本年度?|当年度?|今年|20[0-9]{2}年度?)")
_SPANNED = re.compile(
    r"(?:(?:总体|绩效|总)?目标|(?:绩效|总)?指标(?:值|名称)?|资金(?:总额)?|金额|总额|预算(?:数|安排|金额)?|"
    r"合计|小计|目标值|经费|财政.*|.*拨款|.*自筹|其他.*|上级.*|中央.*|省.*|市.*|县.*)?"
)
_SIDES = frozenset(
    map(
        core_of,
        "绩效指标 年度绩效指标 项目资金 资金来源 预算执行情况 资金情况 基本情况 项目基本情况 "
        "项目绩效目标 总体目标 绩效目标 年度绩效目标 序号 备注 指标解释 金额".split(),
    )
)
_GOES_ON = re.compile(r"\s*[（(]\s*(?:续表?|接上页)\s*[)）]\s*$")
_BEFORE = re.compile(r"^(?:年度|实施期)?绩效(?:目标|指标)?\s*[-—–_/·:：]\s*")  # 绩效指标-一级指标
_WHOLE = re.compile(  # 实施周期指标值: one of all years
    r"^(?:(?:实施|项目)(?:周期|期)|全周期|中长期|中期|长期|三年|总体?)(?=总?(?:指标|目标)值)总?"
)
_LONGEST_LABEL = 18
_LONGEST_LIKE = 14
_ALIKE = 0.75  # of a label's letters, for one that nobody knows
_INLINE = re.compile(r"^(?P<label>[^:：\n]{2,18})[:：]\s*(?P<value>\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LabelMeaning:
    """The field that a label names and how sure that is; `like` is the label it is taken for."""

    path: str
    certainty: Certainty = Certainty.SURE
    like: str = ""


class FormLabels:
    """Knows the labels of a record kind's forms: the set's own, the dictionary's, others'."""

    def __init__(self, form_set: FormSet, record: str = RecordKind.PROJECT) -> None:
        self._record = record
        self._words: Vocabulary = vocabulary_of(form_set, record)
        self._official = {core_of(it.label) for it in self._words.kind.fields.values()}
        for form in form_set.forms_of(record):
            self._official |= {core_of(it.text) for it in labels_of(form)} - {""}

    def meaning(self, text: str) -> LabelMeaning | None:
        """The field that a text names as a label; None for none."""
        text = without_going_on(text)
        if not text.strip() or len(fold(text)) > _LONGEST_LABEL + 8:
            return None
        path = self._words.path_of(text)
        if not path:
            return None
        sure = {core_of(text), without_brackets(core_of(text))} & self._official
        return LabelMeaning(path, Certainty.SURE if sure else Certainty.ASSUMED)

    def like(self, text: str) -> LabelMeaning | None:
        """The field of the one label that is much like a text that nobody knows; None for none."""
        core = without_brackets(core_of(text))
        if not 2 < len(core) <= _LONGEST_LIKE or re.search(r"[0-9。；;,、《]", core):
            return None
        scores = {
            label: SequenceMatcher(None, core, label).ratio()
            for label in self._words.single
            if len(label) > 2
        }
        best = max(scores, key=scores.__getitem__)
        rivals = {self._words.single[it] for it, score in scores.items() if score == scores[best]}
        if scores[best] < _ALIKE or len(rivals) > 1:
            return None
        return LabelMeaning(self._words.single[best], Certainty.GUESSED, best)

    @property
    def record(self) -> str:
        """The record kind whose forms these are the labels of."""
        return self._record

    @property
    def kind(self) -> KindDeclaration:
        """What the dictionary declares of it."""
        return self._words.kind

    @property
    def spans(self) -> frozenset[Horizon]:
        """The time spans that its indicators are of; of a kind without such the year."""
        lists = (it for it in self.kind.lists.values() if it.slotted)
        return frozenset(Horizon(it.horizon) if it.horizon else Horizon.ANNUAL for it in lists)

    def grid(self, row: str, head: str) -> str:
        """The path of the amount where a row and a column of money meet, "" for none.

        Where the row alone names it, the heading above its label may say which: 按…划分, 合计.
        """
        row, head = without_going_on(row), without_going_on(head)
        pairs = ((row, head), (head, row)) if head else ()  # also with its columns as rows
        paths = (self._words.grid_path(*pair) for pair in pairs)
        return next((path for path in paths if path in self.kind.fields), "")

    def names_row(self, text: str) -> bool:
        """Whether a text names a row of a grid of amounts: 其中：当年财政拨款."""
        return core_of(without_going_on(text)) in self._words.grid_rows

    def amount_of(self, row: str, above: str) -> str:
        """The path of the amount that a row names, alone or with the heading above: 按来源划分."""
        core = core_of(row)
        both = self._words.path_of(core_of(above) + core) if above and self._words.rows else ""
        return both or self._words.rows.get(core, "")

    def heads_amounts(self, text: str) -> bool:
        """Whether a text heads a column of amounts, or tells how those below are grouped."""
        core = without_brackets(without_months(core_of(text)))
        return self.heads_column(text) or core in self._words.rows or is_grouping(text)

    def heads_column(self, text: str) -> bool:
        """Whether a text heads a column of amounts: 全年执行数."""
        return without_brackets(without_months(core_of(text))) in self._words.grid_columns

    def prints(self, text: str) -> bool:
        """Whether a form of the set prints a text as it is, as a label."""
        return core_of(without_going_on(text)) in self._official

    def list_of(self, text: str) -> str:
        """The path of the list that a text stands beside, "" for none."""
        return self._words.lists.get(core_of(without_going_on(text)), "")

    def listed(self, text: str) -> str:
        """The last part of the path of the field that a heading of a list's rows names."""
        return self._words.listed.get(without_brackets(core_of(text)), "")

    def choice(self, text: str, after: str = "") -> str:
        """The last part of the path of a row's field that has a choice, rather `after`; "" none."""
        fields = [
            it for it in self.kind.fields.values() if it.listed and text.strip() in it.choices
        ]
        names = [it.last for it in fields]
        return after if after in names else next(iter(names), "")

    def payer(self, text: str) -> str:
        """Who pays by a label of money, `total` among them; "" for nobody known."""
        label = without_going_on(text)
        return self._words.payer_of(label) or (payer_in_words(label) if self._words.payers else "")

    def column(self, text: str) -> str:
        """The last part of the path of the field of an indicator that a heading names."""
        if len(fold(text)) > _LONGEST_LABEL:
            return ""
        names = text, _BEFORE.sub("", text), _WHOLE.sub("", core_of(text))
        return next((role for it in names if (role := self._words.column(it))), "")

    def is_side(self, text: str) -> bool:
        """Whether a text stands beside a part of the form, or heads one."""
        return core_of(without_going_on(text)) in _SIDES or self.column(text) != ""

    def under(self, meaning: LabelMeaning | None, label: str, head: str) -> LabelMeaning | None:
        """What a value is that stands right of a label and below a heading."""
        if not self._words.payers:  # no form of a project
            path = self.grid(label, head)
            return LabelMeaning(path) if path else meaning
        pair = self._words.pairs.get((core_of(without_going_on(label)), core_of(head)))
        if pair and pair.startswith(("goals.", "funding.", "indicators.")):
            return LabelMeaning(pair)
        horizon = horizon_in(head)
        if horizon is None or horizon_in(label) is not None:
            return meaning
        path = meaning.path if meaning else ""
        if not path.startswith(("goals.", "funding.")):
            own = self.meaning(head)
            return own if own and own.path.startswith(("goals.", "funding.")) else meaning
        part = path.split(".")
        part[1] = horizon.value
        return LabelMeaning(".".join(part), Certainty.ASSUMED)

    def payer_within(self, text: str) -> tuple[str, str] | None:
        """Who pays and what, in one cell with a colon between: 中央财政资金：120万元."""
        found = _INLINE.match(text.strip())
        if found is None or not self.payer(found["label"]):
            return None
        return found["label"], found["value"].strip()

    def behind(self, path: str) -> str:
        """The path of the field that a form prints behind another without a label, "" for none."""
        return self._words.behind.get(path, "")

    def within(self, text: str) -> tuple[str, str] | None:
        """A label and its value that stand in one cell, with a colon between; None if not so."""
        found = _INLINE.match(text.strip())
        if found is None or self.meaning(found["label"]) is None:
            return None
        if core_of(text) == core_of(found["label"]):
            return None  # 资金总额：（元）, 填报单位：（盖章）: the value stands elsewhere
        return found["label"], found["value"].strip()


def goes_on(text: str) -> bool:
    """Whether a label says that its text was begun on the page before: 总体目标（续）."""
    return without_going_on(text) != text


def without_going_on(text: str) -> str:
    """A label without （续）."""
    return _GOES_ON.sub("", text)


def horizon_in(text: str) -> Horizon | None:
    """The time span that a label or heading names; None for none."""
    core = without_brackets(core_of(text))
    for pattern, horizon in ((_FUTURE, Horizon.IMPLEMENTATION), (_YEARLY, Horizon.ANNUAL)):
        found = pattern.match(core)
        if found and len(core) <= _LONGEST_LABEL and _SPANNED.fullmatch(core[found.end() :]):
            return horizon
    return None


def payer_path(payer: str, horizon: Horizon) -> str:
    """The path of what a payer gives in a time span."""
    return f"funding.{horizon.value}.{payer if payer == 'total' else Payer(payer).value}"


def heads_form(text: str) -> bool:
    """Whether a text is the title of an official form: 项目支出绩效目标申报表."""
    folded = fold(text)
    told = "绩效" in folded and ("表" in folded or folded.endswith("目标"))
    return told and len(folded) < 60 and is_title(text) and "。" not in folded
