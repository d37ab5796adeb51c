"""Where somebody lives: behind a word for it, or to the flat or the group of a village."""

import re
from collections.abc import Iterator

# A place of names (永和县芝河镇) or of numbers (3号楼2单元) behind a word for where somebody lives.
_LIVES = (
    r"(?:家庭(?:住址|地址)|(?:现|居)?住址|居住地址?|现居地?|户籍(?:地址|所在地|地)"
    r"|户口所在地|户址|身份证地址|家住|现住|居住[在于]|住在)"
)
_NO_PLACE = r"(?:山区|农村|城区|市区|城市|城镇|乡镇|乡村|社区|县城|小区)"
_NAMED = (
    rf"(?:(?!{_NO_PLACE})[\u4e00-\u9fff]){{1,8}}?(?:省|市|县|区|镇|乡|村|街道?|路|巷|社区|小区)"
)
_NUMBERED = (
    r"(?:[\u4e00-\u9fff]{2,12}[0-9一二三四五六七八九十]{1,5}\s?(?:号|组|栋|幢|楼|单元|室|排))"
)
_HOME = (
    rf"{_LIVES}(?:变更)?[\s:：为是在于]{{0,3}}"
    rf"((?={_NAMED}{_NAMED}|{_NUMBERED})(?:(?!的)[\u4e00-\u9fffA-Za-z0-9#\-()]){{4,60}}+)"
    # Of many, a place is told that is nobody's home (居住在…村的32户村民).
    r"(?!的\s?(?:[0-9]+\s?[户人名]|.{0,6}(?:村民|居民|群众|学生|老人|儿童|职工|农户)))"
)
# Where letters go, or somebody is put up, offices are as well: a home has a flat or a group.
_SENT = (
    r"(?:通[讯信]地址|(?:邮寄|收货|送达|联系|住房|安置)地址|寄[送往]地址|住所|房屋坐落"
    r"|家在|(?<![\u4e00-\u9fff])住(?![院户房宅建址]))"
)
_HOW_MANY = "[0-9一二三四五六七八九十]"
_FLAT = (
    rf"(?:{_HOW_MANY}{{1,4}}(?:号?[楼栋幢]|单元|[室户]|号院)"
    r"|[0-9]{1,3}[-#][0-9]{1,3}[-#][0-9]{2,4}"
    rf"|[村庄屯寨沟坪].{{0,4}}{_HOW_MANY}{{1,3}}[组社队号])"
)
_BUILT = "(?:项目|工程|改造|维修|维护|修缮|建设|中心|大院|政府)"
_SIGN = r"[\u4e00-\u9fff0-9\-#]"
_AT_HOME = (
    rf"{_SENT}[\s:为是在于]{{0,3}}((?={_SIGN}{{0,24}}{_FLAT})(?!{_SIGN}{{0,40}}{_BUILT})"
    r"(?:(?!的)[\u4e00-\u9fffA-Za-z0-9#\-()]){4,60}+)(?!的)"
)
# By itself, where nothing is said of the house.
_HOUSE = (
    rf"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,12}}[村庄屯寨沟坪]第?{_HOW_MANY}{{1,3}}[组社队][0-9]{{1,4}}号"
    rf"|[\u4e00-\u9fff]{{2,14}}[0-9]{{1,3}}号?[楼栋幢]{_HOW_MANY}{{1,2}}单元[0-9]{{2,4}}(?:室|号|户)?)"
    r"(?![0-9\u4e00-\u9fff])"
)
_OFFICE = re.compile(
    r"(?:办公|项目|建设|实施|施工|工程|单位|注册|经营|机构|活动|培训)(?:地址|地点|场所|场地)?[\s:]{0,2}$"
)
_SHAPES = tuple(map(re.compile, (_HOME, _AT_HOME, _HOUSE)))
# One of these stands in every text that tells of a home.
MAYBE_HOME = (
    "住址|家住|现住|居住|现居|住在|家庭地址|户籍|户口所在|身份证地址|户址|坐落|住所|家在|住(?![院宿])"
    "|[通邮收寄送联房置].?地址|[组社队][0-9０-９]{1,4}号|单元[0-9０-９]{2}"
)


def homes_in(text: str) -> Iterator[tuple[int, int]]:
    """Where somebody's home is told in a text made plain."""
    for shape in _SHAPES:
        for found in shape.finditer(text):
            start, end = found.span(1)
            if not _OFFICE.search(text, max(0, start - 10), start):
                yield start, end
