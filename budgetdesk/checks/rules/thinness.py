"""Paragraphs that are too short, or made of phrases that fit any project."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from budgetdesk.checks.case import CONTENT, ProjectCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.language.documents import document_numbers, document_titles
from budgetdesk.checks.language.likeness import bare
from budgetdesk.checks.rule import rule
from budgetdesk.dictionary.base import field_of

_GOAL = "goals.implementation"


@rule(
    "Q07",
    "文字过短或没有内容",
    Severity.EXPLAIN,
    reads=CONTENT,
    checks="五段文字和年度目标不少于规定字数（只写文件名称、文号的除外），不能全是哪个项目都能用的套话。",
    why="三言两语、“专款专用、公开透明”一类的话，说不清这个项目的内容、理由和做法。",
    source="财预〔2015〕88号 绩效目标审核：明确清晰性",
    failing="专人专管，严格按照规章制度办理。",
    passing="二十字以上，说明对象、内容和标准",
    limits={"least": 20},
)
def says_enough(case: ProjectCase, limits: Mapping[str, int]) -> Iterator[Found]:
    """Each paragraph and the annual goal has `least` characters, and a word of its own."""
    for ref, text in case.texts:
        length = len("".join(text.split()))
        if not length or ref.path == _GOAL or document_titles(text) or document_numbers(text):
            continue
        if ref.path == "basis":  # what it lacks, Q03 tells
            continue
        label = field_of(ref).label
        if length < limits["least"]:
            yield Found(ref, f"{label} 只有 {length} 字，内容过于简单。")
        elif only_phrases(text):
            yield Found(ref, f"{label} 都是套话，没有本项目的内容。")


# Said of every project: how money is handled, that rules are kept, that all is done well.
_PHRASES = re.compile(
    r"严格|按照?|依照|根据|依据|遵照|相关|有关|国家|财务|规章|制度|规定|要求|办法|标准|政策|法律|法规|程序|流程"
    r"|执行|落实|办理|实施|开展|管理|监督|检查|考核|使用|支出|支付|拨付|发放|到位|资金|经费|预算|项目|工作|单位"
    r"|专人|专管|负责|专款|专用|专账|核算|专户|公开|透明|公平|公正|合理|合法|合规|依法|科学|规范|高效|安全|有效|统一"
    r"|及时|足额|按时|按期|按质|按量|保质|保量|顺利|完成|进行|做好|做到|抓好|加强|强化|确保|保障|保证|健全|完善|建立"
    r"|提高|提升|效益|绩效|目标|导向|任务|各项|全面|认真|积极|切实|进一步|财政|支持|分级|约束|协同|分配|原则"
    r"|正常|运转|运行|不断|逐步|年度|全年|当年|本年|合同制|监理制|法人|负责制|招投?标制|责任|组织|领导|统筹|推进|审批|成立|小组|明确|分工|上级|制定|制订|有章可循|措施|到人|跟踪|问效|配备|人员|安排|计划|跟进|取得|实效|此项|效率|全过程"
    r"|[的了和与及对地得并在将由为以各其该本我后前年月日]"
)
_LEAST_OWN = 3


@lru_cache(maxsize=4096)
def only_phrases(text: str) -> bool:
    """Whether nothing is left of a text but for phrases that fit any project."""
    return len(bare(_PHRASES.sub("", text))) < _LEAST_OWN and not re.search(r"[0-9]{3}", text)
