"""Who is named as the writer of a file, a comment or a revision."""

import re

_HAN = re.compile("[\u4e00-\u9fff]")
# What systems and programs call whoever has not said his name.
_NOBODY = re.compile(
    r"(?:微软|Windows|WPS|系统|个人|匿名|默认|本地|普通)?\s?(?:用户|作者|管理员|客户|未知|未定义|匿名)\d*"
    r"|微软(?:中国|公司)?|中国|雨林木风|番茄花园|深度(?:技术|系统|论坛)?|系统(?:之家|天地|城)|电脑公司.*|联想|惠普|戴尔"
    r"|华硕|宏碁|神州|方正|清华同方|打字复印|文印|打印|复印|高校"
)


def label_of_writer(name: str) -> str:
    """The label that makes a name of it, where it may be a person's; "" for a program or system.

    Administrator, openpyxl and the like have no Chinese sign.
    """
    return "经办人" if _HAN.search(name) and not _NOBODY.fullmatch(name.strip()) else ""
