"""The tables of a book, as SQL that any SQLite tool shows with its comments.

Amounts are integers in 分; a blank amount is NULL. Texts are '' when blank, NULL only where the
form has no such field. Ids are never used a second time, so an undone row keeps its own.
"""

# "BDSK": tells a book from any other SQLite file.
APPLICATION_ID = 0x4244534B

_ID = "id INTEGER PRIMARY KEY AUTOINCREMENT"
_UUID = "uuid TEXT NOT NULL UNIQUE"
_INDICATOR = """
    position INTEGER NOT NULL,
    level1 TEXT NOT NULL,             -- 一级指标
    level2 TEXT NOT NULL,             -- 二级指标
    name TEXT NOT NULL DEFAULT '',    -- 三级指标
    target TEXT NOT NULL DEFAULT ''   -- 指标值"""

# The clerk's data as the first version had it, parents before children.
FIRST_TABLES: dict[str, str] = {
    "setting": f"""(
    {_ID},
    key TEXT NOT NULL UNIQUE,
    value TEXT
) STRICT""",
    "department": f"""(  -- 主管部门
    {_ID},
    {_UUID},
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL
) STRICT""",
    "unit": f"""(  -- 实施单位
    {_ID},
    {_UUID},
    department_id INTEGER NOT NULL REFERENCES department(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    kind TEXT CHECK (kind IN ('administrative', 'civil_service_like', 'institution'))
) STRICT""",
    "project": f"""(  -- 项目
    {_ID},
    {_UUID},
    unit_id INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,                    -- 项目名称
    attribute TEXT NOT NULL DEFAULT '',    -- 项目属性
    period TEXT,                           -- 项目期
    category TEXT NOT NULL DEFAULT '',     -- 项目类别
    overview TEXT NOT NULL DEFAULT '',     -- 项目概况
    basis TEXT NOT NULL DEFAULT '',        -- 立项依据
    necessity TEXT NOT NULL DEFAULT '',    -- 项目设立必要性
    safeguards TEXT NOT NULL DEFAULT '',   -- 保证项目实施的制度、措施
    plan TEXT NOT NULL DEFAULT '',         -- 项目实施计划
    goal_implementation TEXT,              -- 实施期目标
    goal_annual TEXT NOT NULL DEFAULT '',  -- 年度目标
    responsible TEXT NOT NULL DEFAULT '',  -- 负责人
    handler TEXT NOT NULL DEFAULT '',      -- 经办人
    phone TEXT NOT NULL DEFAULT '',        -- 联系电话
    filed_at TEXT NOT NULL DEFAULT ''      -- 填报日期
) STRICT""",
    "funding": f"""(  -- 项目资金
    {_ID},
    project_id INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    horizon TEXT NOT NULL CHECK (horizon IN ('implementation', 'annual')),
    total INTEGER,       -- 资金总额，分
    central INTEGER,     -- 中央财政资金
    provincial INTEGER,  -- 省级财政资金
    local INTEGER,       -- 市县（区）财政资金
    own INTEGER,         -- 单位自筹
    other INTEGER,       -- 其他资金
    UNIQUE (project_id, horizon)
) STRICT""",
    "indicator": f"""(  -- 绩效指标
    {_ID},
    project_id INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    horizon TEXT NOT NULL CHECK (horizon IN ('implementation', 'annual')),
    {_INDICATOR.strip()}
) STRICT""",
    "ledger_line": f"""(  -- 预算明细
    {_ID},
    unit_id INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,
    function_code TEXT NOT NULL,  -- 支出功能分类科目
    nature TEXT NOT NULL CHECK (nature IN ('basic', 'project')),
    project TEXT,                 -- 项目名称
    project_id INTEGER REFERENCES project(id) ON DELETE SET NULL,
    department_economic TEXT,     -- 部门预算支出经济分类
    government_economic TEXT,     -- 政府预算支出经济分类
    source TEXT NOT NULL CHECK (
        source IN ('general', 'fund', 'state_capital', 'special_account', 'unit_funds')
    ),
    origin TEXT NOT NULL CHECK (origin IN ('current', 'carryover')),
    amount INTEGER NOT NULL       -- 分
) STRICT""",
    "revenue_line": f"""(  -- 政府性基金、国有资本经营收入的科目
    {_ID},
    unit_id INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source IN ('fund', 'state_capital')),
    revenue_code TEXT NOT NULL,      -- 收入分类科目
    name TEXT NOT NULL DEFAULT '',   -- 科目名称, where the catalogue lacks it
    amount INTEGER NOT NULL          -- 分
) STRICT""",
    "overall": f"""(  -- 部门（单位）整体支出绩效目标申报表
    {_ID},
    {_UUID},
    department_id INTEGER NOT NULL UNIQUE REFERENCES department(id) ON DELETE CASCADE,
    internal_departments INTEGER,       -- 内设职能部门数
    subordinate_units INTEGER,          -- 所属预算单位数
    approved_staffing INTEGER,          -- 核定的人员编制数
    actual_staff INTEGER,               -- 实际在职人员总数
    staff_on_quota INTEGER,             -- 在编人员数
    other_staff INTEGER,                -- 其他人员数
    duties TEXT NOT NULL DEFAULT '',          -- 部门职责
    strategic_goal TEXT NOT NULL DEFAULT '',  -- 部门战略目标
    annual_goal TEXT NOT NULL DEFAULT '',     -- 年度绩效目标
    source_total INTEGER,               -- 年度预算按资金来源，分
    source_general INTEGER,
    source_fund INTEGER,
    source_state_capital INTEGER,
    source_social_insurance INTEGER,
    source_special_account INTEGER,
    source_unit_funds INTEGER,
    direction_total INTEGER,            -- 年度预算按资金方向，分
    direction_basic INTEGER,
    direction_project INTEGER
) STRICT""",
    "overall_indicator": f"""(  -- 整体支出绩效指标
    {_ID},
    overall_id INTEGER NOT NULL REFERENCES overall(id) ON DELETE CASCADE,
    {_INDICATOR.strip()}
) STRICT""",
    "key_task": f"""(  -- 年度重点任务
    {_ID},
    overall_id INTEGER NOT NULL REFERENCES overall(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    core_function TEXT NOT NULL DEFAULT '',  -- 核心职能
    task TEXT NOT NULL DEFAULT ''            -- 重点任务
) STRICT""",
    "explanation": f"""(  -- 出错说明
    {_ID},
    project_id INTEGER REFERENCES project(id) ON DELETE CASCADE,
    overall_id INTEGER REFERENCES overall(id) ON DELETE CASCADE,
    code TEXT NOT NULL,       -- 审核编号
    path TEXT NOT NULL,       -- the field, with the indicator where it is one
    level2 TEXT NOT NULL DEFAULT '',
    indicator TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,         -- local time, ISO
    ignored INTEGER NOT NULL DEFAULT 0 CHECK (ignored IN (0, 1)),
    CHECK ((project_id IS NULL) <> (overall_id IS NULL))
) STRICT""",
    "disclosure_entry": f"""(  -- 预算公开: what only people know
    {_ID},
    department_id INTEGER NOT NULL REFERENCES department(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    text TEXT,
    number INTEGER,           -- 分, or a count
    UNIQUE (department_id, key),
    CHECK ((text IS NULL) <> (number IS NULL))
) STRICT""",
    "disclosure_paragraph": f"""(  -- 预算公开: paragraphs in a person's own words
    {_ID},
    department_id INTEGER NOT NULL REFERENCES department(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    drafted TEXT NOT NULL,    -- what the program said when it was rewritten
    UNIQUE (department_id, key)
) STRICT""",
}

# What the second version added or made anew.
SECOND_TABLES: dict[str, str] = {
    "explanation": f"""(  -- 出错说明
    {_ID},
    project_id INTEGER REFERENCES project(id) ON DELETE CASCADE,
    overall_id INTEGER REFERENCES overall(id) ON DELETE CASCADE,
    department_id INTEGER REFERENCES department(id) ON DELETE CASCADE,
    code TEXT NOT NULL,       -- 审核编号
    path TEXT NOT NULL,       -- the field, with the indicator or ledger line where it is one
    level2 TEXT NOT NULL DEFAULT '',
    indicator TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,         -- local time, ISO
    ignored INTEGER NOT NULL DEFAULT 0 CHECK (ignored IN (0, 1)),
    CHECK ((project_id IS NOT NULL) + (overall_id IS NOT NULL) + (department_id IS NOT NULL) = 1)
) STRICT""",
    "catalogue_entry": f"""(  -- 科目 that the office added
    {_ID},
    kind TEXT NOT NULL,       -- which catalogue
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (kind, code)
) STRICT""",
    "listed_project": f"""(  -- a published 民生领域重大事项绩效目标情况表
    {_ID},
    position INTEGER NOT NULL,
    unit_code TEXT NOT NULL,
    unit TEXT NOT NULL,       -- 预算单位
    project TEXT NOT NULL,    -- 项目名称
    amount INTEGER            -- 预算金额，分
) STRICT""",
}
# 项目: 是否列入民生领域重大事项.
SECOND_PROJECT_COLUMN = "livelihood INTEGER NOT NULL DEFAULT 0 CHECK (livelihood IN (0, 1))"

# What the third version added. Rows that a key of their own tells apart (the money of a horizon,
# a setting, a 科目) need no uuid; those of a list do, since their place is only their order.
ROW_UUID = "uuid TEXT"  # with `UUID_INDEX`; the triggers see that it is there and never changes
UUID_TABLES: tuple[str, ...] = (
    "indicator",
    "ledger_line",
    "revenue_line",
    "overall_indicator",
    "key_task",
    "disclosure_entry",
    "disclosure_paragraph",
    "listed_project",
)
UUID_INDEX = "CREATE UNIQUE INDEX {table}_uuid ON {table} (uuid)"
# 出错说明: the row of a list that it was given for; "" for a field that stands alone.
EXPLAINED_ROW = "row_uuid TEXT NOT NULL DEFAULT ''"
# 出错说明: the record of a declared kind that it was given in, by its uuid; "" for a base form.
EXPLAINED_RECORD = "record_uuid TEXT NOT NULL DEFAULT ''"

# What the fourth version added: what the form set added to the base dictionary, as JSON; the last
# row counts.
# Which row another one goes on: the same by its uuid, put anew to stand elsewhere.
FORMER_PLACE_TABLE = """former_place (
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    former_id INTEGER NOT NULL,  -- the row's id before
    PRIMARY KEY (table_name, row_id)
) STRICT, WITHOUT ROWID"""

DICTIONARY_TABLE = """dictionary (
    id INTEGER PRIMARY KEY,
    extension TEXT NOT NULL
) STRICT"""

DATA_TABLES: tuple[str, ...] = tuple(FIRST_TABLES | SECOND_TABLES)

JOURNAL_TABLES: dict[str, str] = {
    "step": f"""(
    {_ID},
    name TEXT NOT NULL,
    at TEXT NOT NULL,   -- local time, ISO
    who TEXT NOT NULL,  -- user of the operating system
    kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
    target_id INTEGER REFERENCES step(id),  -- the step undone or redone
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dead'))
) STRICT""",
    "journal": """(
    id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES step(id),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    record_id INTEGER NOT NULL,  -- the form the row belongs to; else the row itself
    action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
    old_values TEXT,  -- JSON; of a changed row the changed columns only
    new_values TEXT
) STRICT""",
    "ongoing": """(  -- the step that changes are written under; NULL: none may be written
    id INTEGER PRIMARY KEY CHECK (id = 1),
    step_id INTEGER REFERENCES step(id)
) STRICT""",
}

INDEXES: tuple[str, ...] = (
    "CREATE INDEX unit_department ON unit (department_id, position)",
    "CREATE INDEX project_unit ON project (unit_id, position)",
    "CREATE INDEX indicator_project ON indicator (project_id, horizon, position)",
    "CREATE INDEX ledger_line_unit ON ledger_line (unit_id)",
    "CREATE INDEX revenue_line_unit ON revenue_line (unit_id)",
    "CREATE INDEX ledger_line_project ON ledger_line (project_id)",
    "CREATE INDEX overall_indicator_overall ON overall_indicator (overall_id, position)",
    "CREATE INDEX key_task_overall ON key_task (overall_id, position)",
    "CREATE INDEX journal_step ON journal (step_id)",
    "CREATE INDEX journal_row ON journal (table_name, row_id)",
    "CREATE INDEX step_state ON step (state, id) WHERE kind = 'do'",
)
