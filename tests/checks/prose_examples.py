"""Examples of what a reader stumbles over in the text of the document."""

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.domain.disclosure import OwnParagraph
from tests.checks.department_building import department
from tests.checks.example import Examples, Fails

ITEM = "7、社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项）"


def told(text: str) -> DepartmentCase:
    """A department with one paragraph in a person's own words."""
    return department(paragraphs=(OwnParagraph("其他", text, ""),))


def reason(text: str) -> DepartmentCase:
    """A department that gave a reason."""
    return department(entries={"reason_total": text})


def _wrong(text: str, says: str = "") -> Fails:
    return Fails(told(text), "paragraphs.text", says)


EXAMPLES: dict[str, Examples] = {
    "N03": Examples(
        failing=(
            _wrong("财政拨款收入支出增加（减少）的主要原因是业务量增加。", "增加（减少）"),
            _wrong("比上年增加/减少10万元。", "没有选定"),
            _wrong("本部门（单位）设XX个科室。"),
            Fails(reason("项目增加（减少）"), "entries.reason_total", "没有选定"),
        ),
        passing=(
            told("财政拨款收入支出增加的主要原因是业务量增加。"),
            told("因公出国（境）费减少，维修（护）费增加。"),
            reason("人员增加、项目减少"),
        ),
    ),
    "N04": Examples(
        failing=(
            _wrong(
                "公务用车费9.98万元，与2023年预算数持平，主要原因是。其中：购置费0万元。",
                "没有写完",
            ),
            _wrong("比上年减少，原因：；其他不变。"),
            _wrong("该项资金主要用于。"),
        ),
        passing=(
            told("与2023年预算数持平，主要原因是车辆数量无变化。"),
            told("主要用于：行政单位的基本支出。"),
            told("原因见附件。"),
        ),
    ),
    "N05": Examples(
        failing=(
            _wrong(f"{ITEM}56.12万元。2024年预算安排57.8万元。", "后写 57.8"),
            _wrong("住房公积金（01项）208.8万元。2024年预算安排201.50万元。"),
            _wrong("购房补贴（03项）207万元。主要用于补贴。2024年预算安排170.03万元。"),
        ),
        passing=(
            told(f"{ITEM}56.12万元。2024年预算安排56.12万元。"),
            told(f"{ITEM}1,056.10万元。2024年预算安排1056.1万元。"),
            told("住房公积金201.50万元。2024年预算安排208万元。"),
        ),
    ),
    "N06": Examples(
        failing=(
            _wrong("医疗卫生与计划生育支出（210类）98.27万元。", "应是“卫生健康支出”"),
            _wrong("社会保障和就业支出（210类）98.27万元。"),
            _wrong("卫生健康支出（210类）公立医院补助（02款）98.27万元。"),
        ),
        passing=(
            told("卫生健康支出（210类）98.27万元。"),
            told(f"{ITEM}56.12万元。"),
            told("另有预备费（999类）5万元。"),
        ),
    ),
    "N07": Examples(
        failing=(
            _wrong("收入预算9628.22万元，比2024年预算增加793.14万元。", "应与 2023年 比"),
            _wrong("政府性基金0万元，与2024年预算持平。"),
            _wrong("比2024年预算增加1万元，较2024年预算减少2万元。", "共 2 处"),
        ),
        passing=(
            told("比2023年预算增加793.14万元。"),
            told("2024年预算安排57.8万元，比2023年执行数增加2%。"),
            told("2024年预算增加了绩效内容。"),
        ),
    ),
    "N08": Examples(
        failing=(
            _wrong("主要用于信息化建设及运行维护等方面的支出。。", "标点重复"),
            _wrong("开展“协议书检查”、优秀案例”活动。", "不成对"),
            _wrong("财政拨款收入支出增加的主要原因是工作量增加", "末尾没有句号"),
            _wrong("本部门有行政单位1家，参公单位1家，", "末尾是逗号"),
        ),
        passing=(
            told("主要用于信息化建设及运行维护等方面的支出。"),
            told("开展“协议书检查”活动。"),
            told("一、部门职责"),
        ),
    ),
    "N09": Examples(
        failing=(
            _wrong(" ", "只有空白"),
            _wrong("\n\n"),
            _wrong("\u3000\u3000", "其他"),
        ),
        passing=(told("一段文字。"), department(), told("　　缩进的一段。")),
    ),
}
