"""Do the paragraphs and goals say what a reviewer looks for."""

import re
from collections.abc import Collection, Iterator

from budgetdesk.checks.case import ProjectCase
from budgetdesk.checks.finding import Fix, Found, SetField, Severity
from budgetdesk.checks.goal_drafting import goal_drafted
from budgetdesk.checks.language.documents import without_documents
from budgetdesk.checks.language.likeness import bare, nearly_equal
from budgetdesk.checks.language.spelling import with_stop
from budgetdesk.checks.periods import LONG, project_years
from budgetdesk.checks.rule import rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.numerals import DIGITS
from budgetdesk.domain.records import Horizon
from budgetdesk.domain.text import shorten

CLARITY = "财预〔2015〕88号：指向明确、细化量化"


@rule(
    "Q05",
    "总体目标雷同",
    Severity.EXPLAIN,
    reads=("goals", "plan", "period"),
    checks="年度目标与项目实施计划不能相同，项目期超过1年的与实施期目标也不能相同。",
    why="实施期目标管几年，年度目标管当年；目标写结果，计划写步骤。",
    source="财预〔2015〕88号：绩效目标分为中长期目标和年度目标",
    failing="3年期项目的实施期目标与年度目标相同",
    passing="实施期目标写三年合计，年度目标写当年部分",
)
def goals_differ(case: ProjectCase) -> Iterator[Found]:
    """The goals differ from each other and from the plan; in a one-year project both are one."""
    goals = case.project.goals
    if not bare(goals.annual):
        return
    same = goals.implementation is not None and nearly_equal(goals.annual, goals.implementation)
    if same and project_years(case.project.period) > 1:
        yield Found(case.ref("goals.annual"), "年度目标 与 实施期目标 相同。")
    if nearly_equal(goals.annual, case.project.plan):
        yield Found(case.ref("goals.annual"), "年度目标 与 项目实施计划 相同，目标应写达到的结果。")


_NUMERAL = re.compile(
    r"[0-9]|[一二两三四五六七八九十百千万](?:个|名|人|户|家|所|项|次|种|台|套|辆|条|场|期|批|处|座|年|月|天)"
)
_YEAR_ONLY = re.compile(
    r"(?<![0-9])(?:(?:19|20)[0-9]{2}\s?年度?|[一二三四五六七八九十]{1,3}[、.．)）]"
    r"|[0-9]{1,2}[、．)）]|[0-9]{1,2}\.(?![0-9]))"
)


@rule(
    "Q06",
    "年度目标没有数字",
    Severity.EXPLAIN,
    reads=("goals.annual", "indicators"),
    checks="年度目标除年份、文号和序号外要有数字；指标里有数字的，可以按指标补写一句。",
    why="没有数量的目标无法判断完成与否。",
    source=CLARITY,
    failing="及时按月发放退养村医生活补助",
    passing="为42名退养村医按月发放每人200元补助",
)
def goal_quantified(case: ProjectCase) -> Iterator[Found]:
    """The annual goal holds a number besides years and list numbers."""
    goal = case.project.goals.annual
    if bare(goal) and not _is_quantified(goal):
        ref, draft = case.ref("goals.annual"), goal_drafted(case.project, Horizon.ANNUAL)
        text = f"{with_stop(goal)}{draft}"
        fix = Fix(f"按指标补写“{shorten(draft)}”", (SetField(ref, text),))
        told = "年度目标中没有数量，应写明做多少、达到多少。"
        yield Found(ref, told, fix=fix if _is_quantified(draft) else None)


def _is_quantified(goal: str) -> bool:
    return bool(_NUMERAL.search(_YEAR_ONLY.sub("", without_documents(goal))))


_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s?年")
_BEFORE_FREE = re.compile(
    r"(?:截[至止]|自|从|于|根据|依据|按照?|以来|其中|关于|至|到|和|、|及|以前|经|由|[-—~－–])[^，,。；;]{0,6}$"
    r"|[比较以与同]$"
)
# Behind a year: the first half of a span (2023年11月-2024年3月), what is left over from it, and the
# day of a decision or meeting. A date that something shall be done by is none of these.
_REST_OF_DATE = r"度?(?:\s?[0-9]{1,2}月份?)?(?:\s?[0-9]{1,2}[日号])?[底初末]?"
_SPAN_BEGINS = re.compile(
    rf"{_REST_OF_DATE}\s?(?:起|至|到|[-—~～－–]|底以前|开始|[^，,。；;\n]{{0,8}}?以来)"
)
_LEFT_OVER = re.compile(
    r"度?(?:结转|结余|决算|基数|实际|统计|提前下达|预算执行|的?(?:水平|同期|基期))"
)
_DECIDED = re.compile(
    rf"{_REST_OF_DATE}(?!底?之?前|以前|之?内|以内)[^，,。；;\n]{{0,24}}?"
    r"(?:会议(?!\s?[0-9一二三四五六七八九十]{1,3}\s?次)|常委会|常务会|办公会|专题会|[会]上|纪要|批复|批准|批示"
    r"|决定|决议|印发|下发|颁布|出台|发布|签订|签署|审议|审定|研究同意|研究通过|会审|备案|核准|中标|立项|成立|建成)"
)


@rule(
    "Q37",
    "年份不是预算年度",
    Severity.EXPLAIN,
    reads=("name", "goals.annual", "plan", "period"),
    checks="年度目标和实施计划中的年份要在项目期内；文件名称、文号、截至、起止年月、会议和决定的日期、项目名称中的年份除外。",
    why="往年的年份多半是沿用旧表没有改。",
    source=CLARITY,
    failing="2024 年度表的年度目标写“2023年12月底前完成”",
    passing="年份只出现在文件名、文号或“截至”之后",
)
def years_fit(case: ProjectCase) -> Iterator[Found]:
    """Years in the annual goal and the plan are those of the project.

    Silent on years in its name, in titles and document numbers, on spans, on dates of decisions and
    meetings, and on years introduced by 截至, 自, 根据 and the like.
    """
    first = case.office.fiscal_year
    # Where the form has no 项目期 nobody knows how long a project lasts.
    years = max(project_years(case.project.period), 1) if case.shows("period") else LONG
    last = first + years - 1
    named = {int(year) for year in _YEAR.findall(case.project.name)}
    known = named | set(range(first, last + 1))
    for path, text in (("goals.annual", case.project.goals.annual), ("plan", case.project.plan)):
        if wrong := _foreign_year(without_documents(text), known):
            ref = case.ref(path)
            label = field_of(ref).label
            yield Found(ref, f"{label} 中的 {wrong}年 不在项目年度（{first}年）内。")


def _foreign_year(text: str, known: Collection[int]) -> int | None:
    for found in _YEAR.finditer(text):
        year, begin = int(found[1]), found.start()
        behind = (_SPAN_BEGINS, _LEFT_OVER, _DECIDED)
        if year in known or any(pattern.match(text, found.end()) for pattern in behind):
            continue
        if not _BEFORE_FREE.search(text[max(0, begin - 12) : begin]):
            return year
    return None


_SAID_YEARS = re.compile(
    r"(?:实施|项目|建设|服务)(?:期|周期|期限)?(?:为|共|暂定)?([一二两三四五\d])年(?![度底初末])"
)


@rule(
    "Q41",
    "项目属性与项目期不符",
    Severity.EXPLAIN,
    reads=("attribute", "period", "name", "overview", "necessity", "plan"),
    checks="一次性项目期为1年，经常性项目期长于1年，概况所写的实施年数与项目期一致；已经完工的工程不是经常性项目。",
    why="一次性项目一年结束，经常性项目长期开展；完工的工程付完尾款就结束了。",
    source="绩效目标表填报说明：项目属性",
    failing="一次性项目，概况写“暂定实施三年”",
    passing="一次性项目，项目期 1年",
)
def attribute_fits_period(case: ProjectCase) -> Iterator[Found]:
    """A one-off project lasts one year, a regular one longer; the overview agrees.

    Works that are finished go on no longer, whether the form asks for a period or not.
    """
    if case.project.attribute.startswith("经常性") and (ref := _finished_works(case)):
        shown = (("项目属性", case.project.attribute),)
        yield Found(ref, "工程已经完工，付清款项就结束，不是经常性项目。", shown)
        return
    if case.project.period is None:
        return
    years, attribute = project_years(case.project.period), case.project.attribute
    values = (("项目属性", attribute), ("项目期", case.project.period))
    if attribute.startswith("一次性") and years > 1:
        yield Found(case.ref("period"), "一次性项目的项目期应为 1年。", values)
    elif attribute.startswith("经常性") and years == 1:
        message = "经常性项目的项目期不应只有 1年；改长以后，实施期的金额和目标按整个项目期写。"
        yield Found(case.ref("period"), message, values)
    said = _SAID_YEARS.search(without_documents(case.project.overview))
    spoken = DIGITS.get(said[1]) or int(said[1]) if said else years
    if years == 1 and spoken > 1:
        message = f"项目概况写实施 {spoken} 年，项目期填 {case.project.period}。"
        yield Found(
            case.ref("overview"), message, values if case.shows("attribute") else values[1:]
        )


_FINISHED = re.compile(
    r"(?:工程|建设|改造|修缮|装修|道路|桥梁|房屋|楼|设施|管网|项目)[^。；;\n]{0,20}?(?:已|于20\d\d年[^，。；;]{0,5}?)"
    r"(?:全部|顺利|基本)?(?:完工|竣工|建成|交付使用|通过验收|验收合格|完成(?:竣工)?验收|投入使用)"
)
_LAST_PAYMENT = re.compile(
    r"(?:工程|建设|改造|修缮|装修|项目)[^，。]{0,8}(?:尾款|质保金|欠款|结算款)"
)
_GOES_ON_YEARLY = re.compile(r"每年|常年|长期|运行|运营|运维|管护|养护|维护|租金|物业")


def _finished_works(case: ProjectCase) -> FieldRef | None:
    """The text that says that the works are done and nothing of them goes on."""
    project = case.project
    texts = {"name": project.name, "overview": project.overview, "necessity": project.necessity,
             "plan": project.plan}  # fmt: skip
    for path, text in texts.items():
        done = _FINISHED.search(text) or _LAST_PAYMENT.search(text)
        if done and not _GOES_ON_YEARLY.search(project.name + text):
            return case.ref(path)
    return None
