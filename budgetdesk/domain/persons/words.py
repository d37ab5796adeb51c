"""The words by which names of persons are known: titles, labels, surnames."""

RANKS = tuple(
    """
    党委书记 党组书记 党支部书记 支部书记 党工委书记 纪委书记 纪检组长 书记 局长 主任
    科长 股长 院长 站长 所长 校长 园长 部长 处长 厅长 司长 队长 大队长 中队长
    支队长 组长 县长 区长 市长 镇长 乡长 村长 会长 社长 台长 馆长 行长 厂长 场长
    班长 秘书长 理事长 董事长 总经理 经理 主席 委员长 委员 常委 护士长 护士 主任医师
    主治医师 医师 主管护师 主任护师 护师 主管药师 药师 主管技师 技师 医生 大夫
    总工程师 高级工程师 工程师 总会计师 高级会计师 会计师 审计师 经济师 统计师 农艺师
    兽医师 会计 出纳 主任科员 科员 调研员 主任干事 干事 办事员 秘书 专干 专员 文员
    教授 讲师 教师 老师 校医 负责人 分管领导 主管领导 领导 责任人 经办人 联系人
    填报人 填表人 审核人 法定代表人 法人代表 法人 同志 先生 女士 小姐
    """.split()
)
"""Titles of those who hold an office, and forms of address."""

DEGREES = tuple(
    """
    党组 党委 常务 分管 主管 第一 高级 一级 二级 三级 四级 正 副 原 代 总 兼 县
    市 区 镇 乡 村 本 单位 项目 财务 办公室
    """.split()
)
"""What may stand before a title."""

LABELS = tuple(
    """
    分管领导 主管领导 主要领导 责任领导 带队领导 包联领导 领导
    负责人 经办人 承办人 联系人 联络人 填报人 填表人 制表人 编制人 审核人 复核人
    审批人 签发人 批准人 经手人 法定代表人 法人代表
    """.split()
)
"""Whoever signs a form: what follows is a name, unless it is an office."""

HEADS = tuple(
    """
    责任人 监督人 验收人 申报人 申请人 收款人 户主 姓名 组长 局长 主任 科长 股长 院长 站长
    所长 校长 书记 会计 出纳
    """.split()
)
"""Others that a name may follow: it is one where it begins with a surname."""

COMPOUND_SURNAMES = tuple(
    """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连
    澹台 皇甫 宗政 濮阳 公冶 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空
    令狐 呼延 拓跋 轩辕
    """.split()
)
"""Surnames of two signs."""

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "潘杜戴汪姜范姚谭廖邹熊陆郝崔康毛邱秦侯邵孟钱汤尹黎乔贺赖龚樊殷陶洪翟颜倪严温俞葛韦岳齐庄辛"
    "涂耿卜詹苗凌靳甄裴鲍覃霍翁"
)
"""Frequent surnames that begin few other words."""

RARER_SURNAMES = frozenset(
    "马石龙段雷史顾武田江佟祁祝阮季柯聂焦柴闫邢屈鲁牛童冉柳骆孔岑夏施余温路申褚鞠巩蔺晁暴"
)
"""Others that begin words, too: only behind a title or label, and of whole names."""
