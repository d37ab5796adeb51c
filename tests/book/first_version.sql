PRAGMA application_id = 1111774027;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'budgetdesk','m001_first_tables','2026-11-22 06:49:17.069880+00:00');
CREATE TABLE department (  -- 主管部门
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL
) STRICT;
INSERT INTO "department" VALUES(1,'2776d994-0e06-4bee-88f6-dd1e08ae7faa',0,'202','卫生健康和体育局');
CREATE TABLE disclosure_entry (  -- 预算公开: what only people know
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    department_id INTEGER NOT NULL REFERENCES department(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    text TEXT,
    number INTEGER,           -- 分, or a count
    UNIQUE (department_id, key),
    CHECK ((text IS NULL) <> (number IS NULL))
) STRICT;
CREATE TABLE disclosure_paragraph (  -- 预算公开: paragraphs in a person's own words
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    department_id INTEGER NOT NULL REFERENCES department(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    drafted TEXT NOT NULL,    -- what the program said when it was rewritten
    UNIQUE (department_id, key)
) STRICT;
CREATE TABLE explanation (  -- 出错说明
    id INTEGER PRIMARY KEY AUTOINCREMENT,
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
) STRICT;
INSERT INTO "explanation" VALUES(1,1,NULL,'Q03','basis','','','文件待发','wang','2026-11-22T06:49:17+00:00',0);
CREATE TABLE funding (  -- 项目资金
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    horizon TEXT NOT NULL CHECK (horizon IN ('implementation', 'annual')),
    total INTEGER,       -- 资金总额，分
    central INTEGER,     -- 中央财政资金
    provincial INTEGER,  -- 省级财政资金
    local INTEGER,       -- 市县（区）财政资金
    own INTEGER,         -- 单位自筹
    other INTEGER,       -- 其他资金
    UNIQUE (project_id, horizon)
) STRICT;
INSERT INTO "funding" VALUES(1,1,'implementation',5040000,0,0,5040000,0,NULL);
INSERT INTO "funding" VALUES(2,1,'annual',5040000,0,0,5040000,0,NULL);
CREATE TABLE indicator (  -- 绩效指标
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
    horizon TEXT NOT NULL CHECK (horizon IN ('implementation', 'annual')),
    position INTEGER NOT NULL,
    level1 TEXT NOT NULL,             -- 一级指标
    level2 TEXT NOT NULL,             -- 二级指标
    name TEXT NOT NULL DEFAULT '',    -- 三级指标
    target TEXT NOT NULL DEFAULT ''   -- 指标值
) STRICT;
INSERT INTO "indicator" VALUES(1,1,'implementation',0,'产出指标','数量指标','补助人数','≥21人');
INSERT INTO "indicator" VALUES(2,1,'implementation',1,'产出指标','数量指标','补助标准','2400元/人/年');
INSERT INTO "indicator" VALUES(3,1,'implementation',2,'产出指标','时效指标','发放及时率','及时');
INSERT INTO "indicator" VALUES(4,1,'implementation',3,'满意度指标','服务对象满意度指标','村医满意度','≥95%');
INSERT INTO "indicator" VALUES(5,1,'annual',0,'产出指标','数量指标','补助人数','≥21人');
INSERT INTO "indicator" VALUES(6,1,'annual',1,'产出指标','数量指标','补助标准','2400元/人/年');
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES step(id),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    record_id INTEGER NOT NULL,  -- the form the row belongs to; else the row itself
    action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
    old_values TEXT,  -- JSON; of a changed row the changed columns only
    new_values TEXT
) STRICT;
INSERT INTO "journal" VALUES(1,1,'setting',1,1,'insert',NULL,'{"id":1,"key":"form_set","value":"yonghe-2024"}');
INSERT INTO "journal" VALUES(2,1,'setting',2,2,'insert',NULL,'{"id":2,"key":"fiscal_year","value":"2024"}');
INSERT INTO "journal" VALUES(3,1,'setting',3,3,'insert',NULL,'{"id":3,"key":"title","value":"t"}');
INSERT INTO "journal" VALUES(4,2,'department',1,1,'insert',NULL,'{"id":1,"uuid":"2776d994-0e06-4bee-88f6-dd1e08ae7faa","position":0,"code":"202","name":"卫生健康和体育局"}');
INSERT INTO "journal" VALUES(5,2,'unit',1,1,'insert',NULL,'{"id":1,"uuid":"785ed32a-210a-4779-9515-77028c7a8278","department_id":1,"position":0,"code":null,"name":"县医疗集团","kind":null}');
INSERT INTO "journal" VALUES(6,3,'project',1,1,'insert',NULL,'{"id":1,"uuid":"52bc1877-82d4-429c-9aee-7e4de633d0d9","unit_id":1,"position":0,"name":"乡村医生补助","attribute":"一次性项目(1年结束)","period":"1年","category":"其他","overview":"概况\n第二段","basis":"依据","necessity":"必要性","safeguards":"措施","plan":"计划","goal_implementation":"实施期目标","goal_annual":"年度目标","responsible":"甲","handler":"乙","phone":"0357-0000000","filed_at":"20240307175206"}');
INSERT INTO "journal" VALUES(7,3,'funding',1,1,'insert',NULL,'{"id":1,"project_id":1,"horizon":"implementation","total":5040000,"central":0,"provincial":0,"local":5040000,"own":0,"other":null}');
INSERT INTO "journal" VALUES(8,3,'indicator',1,1,'insert',NULL,'{"id":1,"project_id":1,"horizon":"implementation","position":0,"level1":"产出指标","level2":"数量指标","name":"补助人数","target":"≥21人"}');
INSERT INTO "journal" VALUES(9,3,'indicator',2,1,'insert',NULL,'{"id":2,"project_id":1,"horizon":"implementation","position":1,"level1":"产出指标","level2":"数量指标","name":"补助标准","target":"2400元/人/年"}');
INSERT INTO "journal" VALUES(10,3,'indicator',3,1,'insert',NULL,'{"id":3,"project_id":1,"horizon":"implementation","position":2,"level1":"产出指标","level2":"时效指标","name":"发放及时率","target":"及时"}');
INSERT INTO "journal" VALUES(11,3,'indicator',4,1,'insert',NULL,'{"id":4,"project_id":1,"horizon":"implementation","position":3,"level1":"满意度指标","level2":"服务对象满意度指标","name":"村医满意度","target":"≥95%"}');
INSERT INTO "journal" VALUES(12,3,'funding',2,1,'insert',NULL,'{"id":2,"project_id":1,"horizon":"annual","total":5040000,"central":0,"provincial":0,"local":5040000,"own":0,"other":null}');
INSERT INTO "journal" VALUES(13,3,'indicator',5,1,'insert',NULL,'{"id":5,"project_id":1,"horizon":"annual","position":0,"level1":"产出指标","level2":"数量指标","name":"补助人数","target":"≥21人"}');
INSERT INTO "journal" VALUES(14,3,'indicator',6,1,'insert',NULL,'{"id":6,"project_id":1,"horizon":"annual","position":1,"level1":"产出指标","level2":"数量指标","name":"补助标准","target":"2400元/人/年"}');
INSERT INTO "journal" VALUES(15,4,'project',1,1,'update','{"overview":"概况\n第二段"}','{"overview":"改了"}');
INSERT INTO "journal" VALUES(16,5,'explanation',1,1,'insert',NULL,'{"id":1,"project_id":1,"overall_id":null,"code":"Q03","path":"basis","level2":"","indicator":"","text":"文件待发","who":"wang","at":"2026-11-22T06:49:17+00:00","ignored":0}');
CREATE TABLE key_task (  -- 年度重点任务
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    overall_id INTEGER NOT NULL REFERENCES overall(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    core_function TEXT NOT NULL DEFAULT '',  -- 核心职能
    task TEXT NOT NULL DEFAULT ''            -- 重点任务
) STRICT;
CREATE TABLE ledger_line (  -- 预算明细
    id INTEGER PRIMARY KEY AUTOINCREMENT,
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
) STRICT;
CREATE TABLE ongoing (  -- the step that changes are written under; NULL: none may be written
    id INTEGER PRIMARY KEY CHECK (id = 1),
    step_id INTEGER REFERENCES step(id)
) STRICT;
INSERT INTO "ongoing" VALUES(1,NULL);
CREATE TABLE overall (  -- 部门（单位）整体支出绩效目标申报表
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
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
) STRICT;
CREATE TABLE overall_indicator (  -- 整体支出绩效指标
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    overall_id INTEGER NOT NULL REFERENCES overall(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    level1 TEXT NOT NULL,             -- 一级指标
    level2 TEXT NOT NULL,             -- 二级指标
    name TEXT NOT NULL DEFAULT '',    -- 三级指标
    target TEXT NOT NULL DEFAULT ''   -- 指标值
) STRICT;
CREATE TABLE project (  -- 项目
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
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
) STRICT;
INSERT INTO "project" VALUES(1,'52bc1877-82d4-429c-9aee-7e4de633d0d9',1,0,'乡村医生补助','一次性项目(1年结束)','1年','其他','改了','依据','必要性','措施','计划','实施期目标','年度目标','甲','乙','0357-0000000','20240307175206');
CREATE TABLE revenue_line (  -- 政府性基金、国有资本经营收入的科目
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    unit_id INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source IN ('fund', 'state_capital')),
    revenue_code TEXT NOT NULL,      -- 收入分类科目
    name TEXT NOT NULL DEFAULT '',   -- 科目名称, where the catalogue lacks it
    amount INTEGER NOT NULL          -- 分
) STRICT;
CREATE TABLE setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    value TEXT
) STRICT;
INSERT INTO "setting" VALUES(1,'form_set','yonghe-2024');
INSERT INTO "setting" VALUES(2,'fiscal_year','2024');
INSERT INTO "setting" VALUES(3,'title','t');
CREATE TABLE step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    at TEXT NOT NULL,   -- local time, ISO
    who TEXT NOT NULL,  -- user of the operating system
    kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
    target_id INTEGER REFERENCES step(id),  -- the step undone or redone
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dead'))
) STRICT;
INSERT INTO "step" VALUES(1,'新建账套','2026-11-22T06:49:17+00:00','wang','do',NULL,'dead');
INSERT INTO "step" VALUES(2,'新建 单位','2026-11-22T06:49:17+00:00','wang','do',NULL,'done');
INSERT INTO "step" VALUES(3,'加','2026-11-22T06:49:17+00:00','wang','do',NULL,'done');
INSERT INTO "step" VALUES(4,'改','2026-11-22T06:49:17+00:00','wang','do',NULL,'done');
INSERT INTO "step" VALUES(5,'说明','2026-11-22T06:49:17+00:00','wang','do',NULL,'done');
CREATE TABLE unit (  -- 实施单位
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    department_id INTEGER NOT NULL REFERENCES department(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    kind TEXT CHECK (kind IN ('administrative', 'civil_service_like', 'institution'))
) STRICT;
INSERT INTO "unit" VALUES(1,'785ed32a-210a-4779-9515-77028c7a8278',1,0,NULL,'县医疗集团',NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX unit_department ON unit (department_id, position);
CREATE INDEX project_unit ON project (unit_id, position);
CREATE INDEX indicator_project ON indicator (project_id, horizon, position);
CREATE INDEX ledger_line_unit ON ledger_line (unit_id);
CREATE INDEX revenue_line_unit ON revenue_line (unit_id);
CREATE INDEX ledger_line_project ON ledger_line (project_id);
CREATE INDEX overall_indicator_overall ON overall_indicator (overall_id, position);
CREATE INDEX key_task_overall ON key_task (overall_id, position);
CREATE INDEX journal_step ON journal (step_id);
CREATE INDEX journal_row ON journal (table_name, row_id);
CREATE INDEX step_state ON step (state, id) WHERE kind = 'do';
CREATE VIEW "project_overview" AS 
SELECT d.code AS department_code, d.name AS department, u.name AS unit,
       p.id AS project_id, p.name AS project, p.attribute, p.period, p.category,
       i.total AS implementation_total, a.total AS annual_total,
       CASE WHEN a.total IS NOT NULL THEN printf('%s%d.%02d', iif(a.total < 0, '-', ''), abs(a.total) / 100, abs(a.total) % 100) END AS annual_total_yuan,
       (SELECT count(*) FROM indicator AS t
        WHERE t.project_id = p.id AND t.horizon = 'implementation') AS implementation_indicators,
       (SELECT count(*) FROM indicator AS t
        WHERE t.project_id = p.id AND t.horizon = 'annual') AS annual_indicators
FROM project AS p
JOIN unit AS u ON u.id = p.unit_id
JOIN department AS d ON d.id = u.department_id
LEFT JOIN funding AS i ON i.project_id = p.id AND i.horizon = 'implementation'
LEFT JOIN funding AS a ON a.project_id = p.id AND a.horizon = 'annual'
ORDER BY d.position, d.id, u.position, u.id, p.position, p.id;
CREATE VIEW "unit_overview" AS 
SELECT d.code AS department_code, d.name AS department, u.id AS unit_id, u.name AS unit,
       count(p.id) AS projects, sum(f.total) AS annual_total,
       CASE WHEN sum(f.total) IS NOT NULL THEN printf('%s%d.%02d', iif(sum(f.total) < 0, '-', ''), abs(sum(f.total)) / 100, abs(sum(f.total)) % 100) END AS annual_total_yuan
FROM unit AS u
JOIN department AS d ON d.id = u.department_id
LEFT JOIN project AS p ON p.unit_id = u.id
LEFT JOIN funding AS f ON f.project_id = p.id AND f.horizon = 'annual'
GROUP BY u.id
ORDER BY d.position, d.id, u.position, u.id;
CREATE VIEW "ledger_overview" AS 
SELECT u.name AS unit, l.function_code, l.nature, l.project, l.department_economic,
       l.government_economic, l.source, l.origin, l.amount, CASE WHEN l.amount IS NOT NULL THEN printf('%s%d.%02d', iif(l.amount < 0, '-', ''), abs(l.amount) / 100, abs(l.amount) % 100) END AS amount_yuan
FROM ledger_line AS l
JOIN unit AS u ON u.id = l.unit_id
ORDER BY l.id;
CREATE VIEW "change_overview" AS 
SELECT s.id AS step_id, s.at, s.who, s.name AS step, s.kind,
       j.table_name, j.row_id, j.action, j.old_values, j.new_values
FROM step AS s
JOIN journal AS j ON j.step_id = s.id
ORDER BY j.id;
CREATE VIEW "ledger_by_function" AS 
SELECT u.department_id, l.function_code, l.nature, l.source, l.origin, sum(l.amount) AS amount
FROM ledger_line AS l JOIN unit AS u ON u.id = l.unit_id
GROUP BY 1, 2, 3, 4, 5;
CREATE VIEW "revenue_by_code" AS 
SELECT department_id, source, code, sum(amount) AS amount
FROM (
    SELECT u.department_id, r.source, r.revenue_code AS code, r.amount
    FROM revenue_line AS r JOIN unit AS u ON u.id = r.unit_id
    UNION ALL
    SELECT u.department_id, r.source, '未列', -r.amount
    FROM revenue_line AS r JOIN unit AS u ON u.id = r.unit_id
    UNION ALL
    SELECT u.department_id, l.source, '未列', l.amount
    FROM ledger_line AS l JOIN unit AS u ON u.id = l.unit_id
    WHERE l.source IN ('fund', 'state_capital') AND l.origin = 'current'
)
GROUP BY 1, 2, 3;
CREATE VIEW "function_sums" AS WITH leaf AS (
  SELECT l.department_id AS department_id, coalesce(nullif(l.function_code, ''), '未填') AS code,
    sum(iif(1, l.amount, 0)) AS total,
    sum(iif(l.nature = 'basic', l.amount, 0)) AS basic,
    sum(iif(l.nature = 'project', l.amount, 0)) AS project,
    sum(iif(l.origin = 'current', l.amount, 0)) AS current,
    sum(iif(l.origin = 'carryover', l.amount, 0)) AS carryover,
    sum(iif(l.source IN ('general', 'fund', 'state_capital'), l.amount, 0)) AS appropriated,
    sum(iif(l.source IN ('general', 'fund', 'state_capital') AND l.origin = 'current', l.amount, 0)) AS appropriated_current,
    sum(iif(l.source IN ('general', 'fund', 'state_capital') AND l.origin = 'carryover', l.amount, 0)) AS appropriated_carryover,
    sum(iif(l.source = 'general', l.amount, 0)) AS general,
    sum(iif(l.source = 'fund', l.amount, 0)) AS fund,
    sum(iif(l.source = 'state_capital', l.amount, 0)) AS state_capital,
    sum(iif(l.source = 'general' AND l.origin = 'current', l.amount, 0)) AS general_current,
    sum(iif(l.source = 'fund' AND l.origin = 'current', l.amount, 0)) AS fund_current,
    sum(iif(l.source = 'state_capital' AND l.origin = 'current', l.amount, 0)) AS state_capital_current,
    sum(iif(l.source = 'special_account' AND l.origin = 'current', l.amount, 0)) AS special_account_current,
    sum(iif(l.source = 'unit_funds' AND l.origin = 'current', l.amount, 0)) AS unit_funds_current,
    sum(iif(l.source = 'general' AND l.origin = 'carryover', l.amount, 0)) AS general_carryover,
    sum(iif(l.source = 'fund' AND l.origin = 'carryover', l.amount, 0)) AS fund_carryover,
    sum(iif(l.source = 'state_capital' AND l.origin = 'carryover', l.amount, 0)) AS state_capital_carryover,
    sum(iif(l.source = 'general' AND l.origin = 'current' AND l.nature = 'basic', l.amount, 0)) AS general_current_basic,
    sum(iif(l.source = 'general' AND l.origin = 'current' AND l.nature = 'project', l.amount, 0)) AS general_current_project,
    sum(iif(l.source = 'fund' AND l.origin = 'current' AND l.nature = 'basic', l.amount, 0)) AS fund_current_basic,
    sum(iif(l.source = 'fund' AND l.origin = 'current' AND l.nature = 'project', l.amount, 0)) AS fund_current_project,
    sum(iif(l.source = 'state_capital' AND l.origin = 'current' AND l.nature = 'basic', l.amount, 0)) AS state_capital_current_basic,
    sum(iif(l.source = 'state_capital' AND l.origin = 'current' AND l.nature = 'project', l.amount, 0)) AS state_capital_current_project,
    sum(iif(l.origin = 'current' AND l.nature = 'basic', l.amount, 0)) AS current_basic,
    sum(iif(l.origin = 'current' AND l.nature = 'project', l.amount, 0)) AS current_project
  FROM ledger_by_function AS l
  WHERE 1
  GROUP BY 1, 2
)
SELECT department_id, 0 AS level, '' AS code,
  sum(total) AS total, sum(basic) AS basic, sum(project) AS project, sum(current) AS current, sum(carryover) AS carryover, sum(appropriated) AS appropriated, sum(appropriated_current) AS appropriated_current, sum(appropriated_carryover) AS appropriated_carryover, sum(general) AS general, sum(fund) AS fund, sum(state_capital) AS state_capital, sum(general_current) AS general_current, sum(fund_current) AS fund_current, sum(state_capital_current) AS state_capital_current, sum(special_account_current) AS special_account_current, sum(unit_funds_current) AS unit_funds_current, sum(general_carryover) AS general_carryover, sum(fund_carryover) AS fund_carryover, sum(state_capital_carryover) AS state_capital_carryover, sum(general_current_basic) AS general_current_basic, sum(general_current_project) AS general_current_project, sum(fund_current_basic) AS fund_current_basic, sum(fund_current_project) AS fund_current_project, sum(state_capital_current_basic) AS state_capital_current_basic, sum(state_capital_current_project) AS state_capital_current_project, sum(current_basic) AS current_basic, sum(current_project) AS current_project
FROM leaf WHERE 1 GROUP BY 1, 3
UNION ALL
SELECT department_id, 1 AS level, substr(code, 1, 3) AS code,
  sum(total) AS total, sum(basic) AS basic, sum(project) AS project, sum(current) AS current, sum(carryover) AS carryover, sum(appropriated) AS appropriated, sum(appropriated_current) AS appropriated_current, sum(appropriated_carryover) AS appropriated_carryover, sum(general) AS general, sum(fund) AS fund, sum(state_capital) AS state_capital, sum(general_current) AS general_current, sum(fund_current) AS fund_current, sum(state_capital_current) AS state_capital_current, sum(special_account_current) AS special_account_current, sum(unit_funds_current) AS unit_funds_current, sum(general_carryover) AS general_carryover, sum(fund_carryover) AS fund_carryover, sum(state_capital_carryover) AS state_capital_carryover, sum(general_current_basic) AS general_current_basic, sum(general_current_project) AS general_current_project, sum(fund_current_basic) AS fund_current_basic, sum(fund_current_project) AS fund_current_project, sum(state_capital_current_basic) AS state_capital_current_basic, sum(state_capital_current_project) AS state_capital_current_project, sum(current_basic) AS current_basic, sum(current_project) AS current_project
FROM leaf WHERE 1 GROUP BY 1, 3
UNION ALL
SELECT department_id, 2 AS level, substr(code, 1, 5) AS code,
  sum(total) AS total, sum(basic) AS basic, sum(project) AS project, sum(current) AS current, sum(carryover) AS carryover, sum(appropriated) AS appropriated, sum(appropriated_current) AS appropriated_current, sum(appropriated_carryover) AS appropriated_carryover, sum(general) AS general, sum(fund) AS fund, sum(state_capital) AS state_capital, sum(general_current) AS general_current, sum(fund_current) AS fund_current, sum(state_capital_current) AS state_capital_current, sum(special_account_current) AS special_account_current, sum(unit_funds_current) AS unit_funds_current, sum(general_carryover) AS general_carryover, sum(fund_carryover) AS fund_carryover, sum(state_capital_carryover) AS state_capital_carryover, sum(general_current_basic) AS general_current_basic, sum(general_current_project) AS general_current_project, sum(fund_current_basic) AS fund_current_basic, sum(fund_current_project) AS fund_current_project, sum(state_capital_current_basic) AS state_capital_current_basic, sum(state_capital_current_project) AS state_capital_current_project, sum(current_basic) AS current_basic, sum(current_project) AS current_project
FROM leaf WHERE length(code) > 3 GROUP BY 1, 3
UNION ALL
SELECT department_id, 3 AS level, code AS code,
  sum(total) AS total, sum(basic) AS basic, sum(project) AS project, sum(current) AS current, sum(carryover) AS carryover, sum(appropriated) AS appropriated, sum(appropriated_current) AS appropriated_current, sum(appropriated_carryover) AS appropriated_carryover, sum(general) AS general, sum(fund) AS fund, sum(state_capital) AS state_capital, sum(general_current) AS general_current, sum(fund_current) AS fund_current, sum(state_capital_current) AS state_capital_current, sum(special_account_current) AS special_account_current, sum(unit_funds_current) AS unit_funds_current, sum(general_carryover) AS general_carryover, sum(fund_carryover) AS fund_carryover, sum(state_capital_carryover) AS state_capital_carryover, sum(general_current_basic) AS general_current_basic, sum(general_current_project) AS general_current_project, sum(fund_current_basic) AS fund_current_basic, sum(fund_current_project) AS fund_current_project, sum(state_capital_current_basic) AS state_capital_current_basic, sum(state_capital_current_project) AS state_capital_current_project, sum(current_basic) AS current_basic, sum(current_project) AS current_project
FROM leaf WHERE length(code) > 5 GROUP BY 1, 3
ORDER BY department_id, code, level;
CREATE VIEW "economic_sums" AS WITH leaf AS (
  SELECT u.department_id AS department_id, coalesce(nullif(l.department_economic, ''), '未填') AS department_code, coalesce(l.government_economic, '') AS government_code,
    sum(iif(1, l.amount, 0)) AS total,
    sum(iif(substr(coalesce(nullif(l.department_economic, ''), l.government_economic, ''), 1, 3) IN ('301', '303', '501', '509') OR coalesce(l.department_economic, '') = '' AND l.government_economic IS '50501', l.amount, 0)) AS personnel,
    sum(iif(NOT (substr(coalesce(nullif(l.department_economic, ''), l.government_economic, ''), 1, 3) IN ('301', '303', '501', '509') OR coalesce(l.department_economic, '') = '' AND l.government_economic IS '50501'), l.amount, 0)) AS public
  FROM ledger_line AS l JOIN unit AS u ON u.id = l.unit_id
  WHERE l.nature = 'basic' AND l.source = 'general' AND l.origin = 'current'
  GROUP BY 1, 2, 3
)
SELECT department_id, 0 AS level, '' AS class, '' AS department_code, '' AS government_code,
  sum(total) AS total, sum(personnel) AS personnel, sum(public) AS public
FROM leaf WHERE 1 GROUP BY 1, 3, 4, 5
UNION ALL
SELECT department_id, 1 AS level, substr(department_code, 1, 3) AS class, '' AS department_code, '' AS government_code,
  sum(total) AS total, sum(personnel) AS personnel, sum(public) AS public
FROM leaf WHERE 1 GROUP BY 1, 3, 4, 5
UNION ALL
SELECT department_id, 2 AS level, substr(department_code, 1, 3) AS class, department_code AS department_code, government_code AS government_code,
  sum(total) AS total, sum(personnel) AS personnel, sum(public) AS public
FROM leaf WHERE 1 GROUP BY 1, 3, 4, 5
ORDER BY department_id, class, department_code, government_code, level;
CREATE VIEW "three_public_sums" AS WITH leaf AS (
  SELECT u.department_id AS department_id, CASE coalesce(nullif(l.department_economic, ''), l.government_economic)
    WHEN '30212' THEN 'abroad' WHEN '50207' THEN 'abroad'
    WHEN '30217' THEN 'reception' WHEN '50206' THEN 'reception'
    WHEN '31013' THEN 'purchase' WHEN '30913' THEN 'purchase'
    WHEN '50303' THEN 'purchase' WHEN '50403' THEN 'purchase'
    WHEN '30231' THEN 'running' WHEN '50208' THEN 'running' END AS item,
    sum(iif(1, l.amount, 0)) AS total,
    sum(iif(l.source = 'general', l.amount, 0)) AS general,
    sum(iif(l.source = 'fund', l.amount, 0)) AS fund,
    sum(iif(l.source = 'state_capital', l.amount, 0)) AS state_capital
  FROM ledger_line AS l JOIN unit AS u ON u.id = l.unit_id
  WHERE l.origin = 'current' AND l.source IN ('general', 'fund', 'state_capital') AND (CASE coalesce(nullif(l.department_economic, ''), l.government_economic)
    WHEN '30212' THEN 'abroad' WHEN '50207' THEN 'abroad'
    WHEN '30217' THEN 'reception' WHEN '50206' THEN 'reception'
    WHEN '31013' THEN 'purchase' WHEN '30913' THEN 'purchase'
    WHEN '50303' THEN 'purchase' WHEN '50403' THEN 'purchase'
    WHEN '30231' THEN 'running' WHEN '50208' THEN 'running' END) IS NOT NULL
  GROUP BY 1, 2
)
SELECT department_id, 0 AS level, '' AS item,
  sum(total) AS total, sum(general) AS general, sum(fund) AS fund, sum(state_capital) AS state_capital
FROM leaf WHERE 1 GROUP BY 1, 3
UNION ALL
SELECT department_id, 1 AS level, iif(item IN ('purchase', 'running'), 'vehicles', item) AS item,
  sum(total) AS total, sum(general) AS general, sum(fund) AS fund, sum(state_capital) AS state_capital
FROM leaf WHERE 1 GROUP BY 1, 3
UNION ALL
SELECT department_id, 2 AS level, item AS item,
  sum(total) AS total, sum(general) AS general, sum(fund) AS fund, sum(state_capital) AS state_capital
FROM leaf WHERE item IN ('purchase', 'running') GROUP BY 1, 3
ORDER BY department_id, item, level;
CREATE VIEW "agency_sums" AS WITH leaf AS (
  SELECT u.department_id AS department_id, l.unit_id AS unit_id,
    sum(iif(1, l.amount, 0)) AS total,
    sum(iif(l.source = 'general', l.amount, 0)) AS general,
    sum(iif(l.source = 'fund', l.amount, 0)) AS fund,
    sum(iif(l.source = 'state_capital', l.amount, 0)) AS state_capital
  FROM ledger_line AS l JOIN unit AS u ON u.id = l.unit_id
  WHERE l.nature = 'basic' AND l.origin = 'current' AND l.source IN ('general', 'fund', 'state_capital') AND NOT (substr(coalesce(nullif(l.department_economic, ''), l.government_economic, ''), 1, 3) IN ('301', '303', '501', '509') OR coalesce(l.department_economic, '') = '' AND l.government_economic IS '50501') AND substr(l.government_economic, 1, 3) IN ('502', '503')
  GROUP BY 1, 2
)
SELECT department_id, 0 AS level, 0 AS unit_id,
  sum(total) AS total, sum(general) AS general, sum(fund) AS fund, sum(state_capital) AS state_capital
FROM leaf WHERE 1 GROUP BY 1, 3
UNION ALL
SELECT department_id, 1 AS level, unit_id AS unit_id,
  sum(total) AS total, sum(general) AS general, sum(fund) AS fund, sum(state_capital) AS state_capital
FROM leaf WHERE 1 GROUP BY 1, 3
ORDER BY department_id, unit_id, level;
CREATE VIEW "project_sums" AS WITH leaf AS (
  SELECT u.department_id AS department_id, l.unit_id AS unit_id, coalesce(l.project_id, 0) AS project_id, coalesce(nullif(l.project, ''), '未填') AS project,
    sum(iif(l.origin = 'current', l.amount, 0)) AS current,
    sum(iif(l.origin = 'carryover', l.amount, 0)) AS carryover,
    sum(iif(l.source = 'general' AND l.origin = 'current', l.amount, 0)) AS general_current,
    sum(iif(l.source = 'fund' AND l.origin = 'current', l.amount, 0)) AS fund_current,
    sum(iif(l.source = 'state_capital' AND l.origin = 'current', l.amount, 0)) AS state_capital_current,
    sum(iif(l.source = 'special_account' AND l.origin = 'current', l.amount, 0)) AS special_account_current,
    sum(iif(l.source = 'unit_funds' AND l.origin = 'current', l.amount, 0)) AS unit_funds_current,
    sum(iif(l.source = 'general' AND l.origin = 'carryover', l.amount, 0)) AS general_carryover,
    sum(iif(l.source = 'fund' AND l.origin = 'carryover', l.amount, 0)) AS fund_carryover,
    sum(iif(l.source = 'state_capital' AND l.origin = 'carryover', l.amount, 0)) AS state_capital_carryover,
    sum(iif(l.source = 'special_account' AND l.origin = 'carryover', l.amount, 0)) AS special_account_carryover,
    sum(iif(l.source = 'unit_funds' AND l.origin = 'carryover', l.amount, 0)) AS unit_funds_carryover
  FROM ledger_line AS l JOIN unit AS u ON u.id = l.unit_id
  WHERE l.nature = 'project'
  GROUP BY 1, 2, 3, 4
)
SELECT department_id, 0 AS level, 0 AS unit_id, 0 AS project_id, '' AS project,
  sum(current) AS current, sum(carryover) AS carryover, sum(general_current) AS general_current, sum(fund_current) AS fund_current, sum(state_capital_current) AS state_capital_current, sum(special_account_current) AS special_account_current, sum(unit_funds_current) AS unit_funds_current, sum(general_carryover) AS general_carryover, sum(fund_carryover) AS fund_carryover, sum(state_capital_carryover) AS state_capital_carryover, sum(special_account_carryover) AS special_account_carryover, sum(unit_funds_carryover) AS unit_funds_carryover
FROM leaf WHERE 1 GROUP BY 1, 3, 4, 5
UNION ALL
SELECT department_id, 1 AS level, unit_id AS unit_id, 0 AS project_id, '' AS project,
  sum(current) AS current, sum(carryover) AS carryover, sum(general_current) AS general_current, sum(fund_current) AS fund_current, sum(state_capital_current) AS state_capital_current, sum(special_account_current) AS special_account_current, sum(unit_funds_current) AS unit_funds_current, sum(general_carryover) AS general_carryover, sum(fund_carryover) AS fund_carryover, sum(state_capital_carryover) AS state_capital_carryover, sum(special_account_carryover) AS special_account_carryover, sum(unit_funds_carryover) AS unit_funds_carryover
FROM leaf WHERE 1 GROUP BY 1, 3, 4, 5
UNION ALL
SELECT department_id, 2 AS level, unit_id AS unit_id, project_id AS project_id, project AS project,
  sum(current) AS current, sum(carryover) AS carryover, sum(general_current) AS general_current, sum(fund_current) AS fund_current, sum(state_capital_current) AS state_capital_current, sum(special_account_current) AS special_account_current, sum(unit_funds_current) AS unit_funds_current, sum(general_carryover) AS general_carryover, sum(fund_carryover) AS fund_carryover, sum(state_capital_carryover) AS state_capital_carryover, sum(special_account_carryover) AS special_account_carryover, sum(unit_funds_carryover) AS unit_funds_carryover
FROM leaf WHERE 1 GROUP BY 1, 3, 4, 5
ORDER BY department_id, unit_id, project_id, project, level;
CREATE VIEW "revenue_sums" AS WITH leaf AS (
  SELECT l.department_id AS department_id, l.code AS code,
    sum(iif(l.source = 'fund', l.amount, 0)) AS fund,
    sum(iif(l.source = 'state_capital', l.amount, 0)) AS state_capital
  FROM revenue_by_code AS l
  WHERE 1
  GROUP BY 1, 2
)
SELECT department_id, 0 AS level, '' AS code,
  sum(fund) AS fund, sum(state_capital) AS state_capital
FROM leaf WHERE 1 GROUP BY 1, 3
UNION ALL
SELECT department_id, 1 AS level, substr(code, 1, 3) AS code,
  sum(fund) AS fund, sum(state_capital) AS state_capital
FROM leaf WHERE 1 GROUP BY 1, 3
UNION ALL
SELECT department_id, 2 AS level, substr(code, 1, 5) AS code,
  sum(fund) AS fund, sum(state_capital) AS state_capital
FROM leaf WHERE length(code) > 3 GROUP BY 1, 3
UNION ALL
SELECT department_id, 3 AS level, code AS code,
  sum(fund) AS fund, sum(state_capital) AS state_capital
FROM leaf WHERE length(code) > 5 GROUP BY 1, 3
ORDER BY department_id, code, level;
CREATE VIEW "table_01_revenue" AS SELECT department_id, level, code, general_current AS general, fund_current AS fund, state_capital_current AS state_capital, special_account_current AS special_account, unit_funds_current AS unit_funds, current AS current, carryover AS carryover, total AS total
FROM function_sums
WHERE level <= 0 AND (level = 0 OR general_current <> 0 OR fund_current <> 0 OR state_capital_current <> 0 OR special_account_current <> 0 OR unit_funds_current <> 0 OR current <> 0 OR carryover <> 0 OR total <> 0);
CREATE VIEW "table_01_expenditure" AS SELECT department_id, level, code, total AS total, current AS current, carryover AS carryover
FROM function_sums
WHERE level <= 1 AND (level = 0 OR total <> 0 OR current <> 0 OR carryover <> 0);
CREATE VIEW "table_02" AS SELECT department_id, level, code, current AS total, general_current AS general, fund_current AS fund, state_capital_current AS state_capital, special_account_current AS special_account, unit_funds_current AS unit_funds, carryover AS carryover
FROM function_sums
WHERE level <= 9 AND (level = 0 OR current <> 0 OR general_current <> 0 OR fund_current <> 0 OR state_capital_current <> 0 OR special_account_current <> 0 OR unit_funds_current <> 0 OR carryover <> 0);
CREATE VIEW "table_03" AS SELECT department_id, level, code, total AS total, basic AS basic, project AS project
FROM function_sums
WHERE level <= 9 AND (level = 0 OR total <> 0 OR basic <> 0 OR project <> 0);
CREATE VIEW "table_04_revenue" AS SELECT department_id, level, code, general_current AS general, fund_current AS fund, state_capital_current AS state_capital, appropriated_current AS current, appropriated_carryover AS carryover, general_carryover AS general_carryover, fund_carryover AS fund_carryover, state_capital_carryover AS state_capital_carryover, appropriated AS total
FROM function_sums
WHERE level <= 0 AND (level = 0 OR general_current <> 0 OR fund_current <> 0 OR state_capital_current <> 0 OR appropriated_current <> 0 OR appropriated_carryover <> 0 OR general_carryover <> 0 OR fund_carryover <> 0 OR state_capital_carryover <> 0 OR appropriated <> 0);
CREATE VIEW "table_04_expenditure" AS SELECT department_id, level, code, appropriated AS total, general AS general, fund AS fund, state_capital AS state_capital
FROM function_sums
WHERE level <= 1 AND (level = 0 OR appropriated <> 0 OR general <> 0 OR fund <> 0 OR state_capital <> 0);
CREATE VIEW "table_05" AS SELECT department_id, level, code, general_current AS total, general_current_basic AS basic, general_current_project AS project
FROM function_sums
WHERE level <= 9 AND (level = 0 OR general_current <> 0 OR general_current_basic <> 0 OR general_current_project <> 0);
CREATE VIEW "table_06" AS SELECT department_id, level, class, department_code, government_code, total AS total, personnel AS personnel, public AS public
FROM economic_sums
WHERE level <= 9 AND (level = 0 OR total <> 0 OR personnel <> 0 OR public <> 0);
CREATE VIEW "table_07" AS SELECT department_id, level, code, fund AS total
FROM revenue_sums
WHERE level <= 9 AND (level = 0 OR fund <> 0);
CREATE VIEW "table_08" AS SELECT department_id, level, code, fund_current AS total, fund_current_basic AS basic, fund_current_project AS project
FROM function_sums
WHERE level <= 9 AND (level = 0 OR fund_current <> 0 OR fund_current_basic <> 0 OR fund_current_project <> 0);
CREATE VIEW "table_09_revenue" AS SELECT department_id, level, code, state_capital AS total
FROM revenue_sums
WHERE level <= 9 AND (level = 0 OR state_capital <> 0);
CREATE VIEW "table_09_expenditure" AS SELECT department_id, level, code, state_capital_current AS total, state_capital_current_basic AS basic, state_capital_current_project AS project
FROM function_sums
WHERE level <= 9 AND (level = 0 OR state_capital_current <> 0 OR state_capital_current_basic <> 0 OR state_capital_current_project <> 0);
CREATE VIEW "table_10" AS SELECT department_id, level, item, total AS total, general AS general, fund AS fund, state_capital AS state_capital
FROM three_public_sums
WHERE level <= 9 AND (level = 0 OR total <> 0 OR general <> 0 OR fund <> 0 OR state_capital <> 0);
CREATE VIEW "table_11" AS SELECT department_id, level, unit_id, total AS total, general AS general, fund AS fund, state_capital AS state_capital
FROM agency_sums
WHERE level <= 9 AND (level = 0 OR total <> 0 OR general <> 0 OR fund <> 0 OR state_capital <> 0);
CREATE VIEW "table_12" AS SELECT department_id, level, unit_id, project_id, project, current AS total, general_current AS general, fund_current AS fund, state_capital_current AS state_capital, special_account_current AS special_account, unit_funds_current AS unit_funds
FROM project_sums
WHERE level <= 9 AND (level = 0 OR current <> 0 OR general_current <> 0 OR fund_current <> 0 OR state_capital_current <> 0 OR special_account_current <> 0 OR unit_funds_current <> 0);
CREATE VIEW "table_13" AS SELECT department_id, level, unit_id, project_id, project, carryover AS total, general_carryover AS general, fund_carryover AS fund, state_capital_carryover AS state_capital, special_account_carryover AS special_account, unit_funds_carryover AS unit_funds
FROM project_sums
WHERE level <= 9 AND (level = 0 OR carryover <> 0 OR general_carryover <> 0 OR fund_carryover <> 0 OR state_capital_carryover <> 0 OR special_account_carryover <> 0 OR unit_funds_carryover <> 0);
CREATE VIEW "table_overall" AS SELECT department_id, level, code, current AS total, general_current AS general, fund_current AS fund, state_capital_current AS state_capital, special_account_current AS special_account, unit_funds_current AS unit_funds, current_basic AS basic, current_project AS project
FROM function_sums
WHERE level <= 0 AND (level = 0 OR current <> 0 OR general_current <> 0 OR fund_current <> 0 OR state_capital_current <> 0 OR special_account_current <> 0 OR unit_funds_current <> 0 OR current_basic <> 0 OR current_project <> 0);
CREATE TRIGGER journal_of_setting_insert AFTER INSERT ON setting BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'setting', NEW.id, NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'key', NEW.key, 'value', NEW.value));
END;
CREATE TRIGGER journal_of_setting_update AFTER UPDATE ON setting WHEN OLD.id IS NOT NEW.id OR OLD.key IS NOT NEW.key OR OLD.value IS NOT NEW.value BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'setting', NEW.id, NEW.id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'key' AS name, OLD.key AS value WHERE OLD.key IS NOT NEW.key
    UNION ALL SELECT 'value' AS name, OLD.value AS value WHERE OLD.value IS NOT NEW.value)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'key' AS name, NEW.key AS value WHERE OLD.key IS NOT NEW.key
    UNION ALL SELECT 'value' AS name, NEW.value AS value WHERE OLD.value IS NOT NEW.value)));
END;
CREATE TRIGGER journal_of_setting_delete AFTER DELETE ON setting BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'setting', OLD.id, OLD.id, 'delete',
    json_object('id', OLD.id, 'key', OLD.key, 'value', OLD.value),
    NULL);
END;
CREATE TRIGGER journal_of_department_insert AFTER INSERT ON department BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'department', NEW.id, NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'uuid', NEW.uuid, 'position', NEW.position, 'code', NEW.code, 'name', NEW.name));
END;
CREATE TRIGGER journal_of_department_update AFTER UPDATE ON department WHEN OLD.id IS NOT NEW.id OR OLD.uuid IS NOT NEW.uuid OR OLD.position IS NOT NEW.position OR OLD.code IS NOT NEW.code OR OLD.name IS NOT NEW.name BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'department', NEW.id, NEW.id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uuid' AS name, OLD.uuid AS value WHERE OLD.uuid IS NOT NEW.uuid
    UNION ALL SELECT 'position' AS name, OLD.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'code' AS name, OLD.code AS value WHERE OLD.code IS NOT NEW.code
    UNION ALL SELECT 'name' AS name, OLD.name AS value WHERE OLD.name IS NOT NEW.name)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uuid' AS name, NEW.uuid AS value WHERE OLD.uuid IS NOT NEW.uuid
    UNION ALL SELECT 'position' AS name, NEW.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'code' AS name, NEW.code AS value WHERE OLD.code IS NOT NEW.code
    UNION ALL SELECT 'name' AS name, NEW.name AS value WHERE OLD.name IS NOT NEW.name)));
END;
CREATE TRIGGER journal_of_department_delete AFTER DELETE ON department BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'department', OLD.id, OLD.id, 'delete',
    json_object('id', OLD.id, 'uuid', OLD.uuid, 'position', OLD.position, 'code', OLD.code, 'name', OLD.name),
    NULL);
END;
CREATE TRIGGER journal_of_unit_insert AFTER INSERT ON unit BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'unit', NEW.id, NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'uuid', NEW.uuid, 'department_id', NEW.department_id, 'position', NEW.position, 'code', NEW.code, 'name', NEW.name, 'kind', NEW.kind));
END;
CREATE TRIGGER journal_of_unit_update AFTER UPDATE ON unit WHEN OLD.id IS NOT NEW.id OR OLD.uuid IS NOT NEW.uuid OR OLD.department_id IS NOT NEW.department_id OR OLD.position IS NOT NEW.position OR OLD.code IS NOT NEW.code OR OLD.name IS NOT NEW.name OR OLD.kind IS NOT NEW.kind BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'unit', NEW.id, NEW.id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uuid' AS name, OLD.uuid AS value WHERE OLD.uuid IS NOT NEW.uuid
    UNION ALL SELECT 'department_id' AS name, OLD.department_id AS value WHERE OLD.department_id IS NOT NEW.department_id
    UNION ALL SELECT 'position' AS name, OLD.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'code' AS name, OLD.code AS value WHERE OLD.code IS NOT NEW.code
    UNION ALL SELECT 'name' AS name, OLD.name AS value WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'kind' AS name, OLD.kind AS value WHERE OLD.kind IS NOT NEW.kind)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uuid' AS name, NEW.uuid AS value WHERE OLD.uuid IS NOT NEW.uuid
    UNION ALL SELECT 'department_id' AS name, NEW.department_id AS value WHERE OLD.department_id IS NOT NEW.department_id
    UNION ALL SELECT 'position' AS name, NEW.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'code' AS name, NEW.code AS value WHERE OLD.code IS NOT NEW.code
    UNION ALL SELECT 'name' AS name, NEW.name AS value WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'kind' AS name, NEW.kind AS value WHERE OLD.kind IS NOT NEW.kind)));
END;
CREATE TRIGGER journal_of_unit_delete AFTER DELETE ON unit BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'unit', OLD.id, OLD.id, 'delete',
    json_object('id', OLD.id, 'uuid', OLD.uuid, 'department_id', OLD.department_id, 'position', OLD.position, 'code', OLD.code, 'name', OLD.name, 'kind', OLD.kind),
    NULL);
END;
CREATE TRIGGER journal_of_project_insert AFTER INSERT ON project BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'project', NEW.id, NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'uuid', NEW.uuid, 'unit_id', NEW.unit_id, 'position', NEW.position, 'name', NEW.name, 'attribute', NEW.attribute, 'period', NEW.period, 'category', NEW.category, 'overview', NEW.overview, 'basis', NEW.basis, 'necessity', NEW.necessity, 'safeguards', NEW.safeguards, 'plan', NEW.plan, 'goal_implementation', NEW.goal_implementation, 'goal_annual', NEW.goal_annual, 'responsible', NEW.responsible, 'handler', NEW.handler, 'phone', NEW.phone, 'filed_at', NEW.filed_at));
END;
CREATE TRIGGER journal_of_project_update AFTER UPDATE ON project WHEN OLD.id IS NOT NEW.id OR OLD.uuid IS NOT NEW.uuid OR OLD.unit_id IS NOT NEW.unit_id OR OLD.position IS NOT NEW.position OR OLD.name IS NOT NEW.name OR OLD.attribute IS NOT NEW.attribute OR OLD.period IS NOT NEW.period OR OLD.category IS NOT NEW.category OR OLD.overview IS NOT NEW.overview OR OLD.basis IS NOT NEW.basis OR OLD.necessity IS NOT NEW.necessity OR OLD.safeguards IS NOT NEW.safeguards OR OLD.plan IS NOT NEW.plan OR OLD.goal_implementation IS NOT NEW.goal_implementation OR OLD.goal_annual IS NOT NEW.goal_annual OR OLD.responsible IS NOT NEW.responsible OR OLD.handler IS NOT NEW.handler OR OLD.phone IS NOT NEW.phone OR OLD.filed_at IS NOT NEW.filed_at BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'project', NEW.id, NEW.id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uuid' AS name, OLD.uuid AS value WHERE OLD.uuid IS NOT NEW.uuid
    UNION ALL SELECT 'unit_id' AS name, OLD.unit_id AS value WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'position' AS name, OLD.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'name' AS name, OLD.name AS value WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'attribute' AS name, OLD.attribute AS value WHERE OLD.attribute IS NOT NEW.attribute
    UNION ALL SELECT 'period' AS name, OLD.period AS value WHERE OLD.period IS NOT NEW.period
    UNION ALL SELECT 'category' AS name, OLD.category AS value WHERE OLD.category IS NOT NEW.category
    UNION ALL SELECT 'overview' AS name, OLD.overview AS value WHERE OLD.overview IS NOT NEW.overview
    UNION ALL SELECT 'basis' AS name, OLD.basis AS value WHERE OLD.basis IS NOT NEW.basis
    UNION ALL SELECT 'necessity' AS name, OLD.necessity AS value WHERE OLD.necessity IS NOT NEW.necessity
    UNION ALL SELECT 'safeguards' AS name, OLD.safeguards AS value WHERE OLD.safeguards IS NOT NEW.safeguards
    UNION ALL SELECT 'plan' AS name, OLD.plan AS value WHERE OLD.plan IS NOT NEW.plan
    UNION ALL SELECT 'goal_implementation' AS name, OLD.goal_implementation AS value WHERE OLD.goal_implementation IS NOT NEW.goal_implementation
    UNION ALL SELECT 'goal_annual' AS name, OLD.goal_annual AS value WHERE OLD.goal_annual IS NOT NEW.goal_annual
    UNION ALL SELECT 'responsible' AS name, OLD.responsible AS value WHERE OLD.responsible IS NOT NEW.responsible
    UNION ALL SELECT 'handler' AS name, OLD.handler AS value WHERE OLD.handler IS NOT NEW.handler
    UNION ALL SELECT 'phone' AS name, OLD.phone AS value WHERE OLD.phone IS NOT NEW.phone
    UNION ALL SELECT 'filed_at' AS name, OLD.filed_at AS value WHERE OLD.filed_at IS NOT NEW.filed_at)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uuid' AS name, NEW.uuid AS value WHERE OLD.uuid IS NOT NEW.uuid
    UNION ALL SELECT 'unit_id' AS name, NEW.unit_id AS value WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'position' AS name, NEW.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'name' AS name, NEW.name AS value WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'attribute' AS name, NEW.attribute AS value WHERE OLD.attribute IS NOT NEW.attribute
    UNION ALL SELECT 'period' AS name, NEW.period AS value WHERE OLD.period IS NOT NEW.period
    UNION ALL SELECT 'category' AS name, NEW.category AS value WHERE OLD.category IS NOT NEW.category
    UNION ALL SELECT 'overview' AS name, NEW.overview AS value WHERE OLD.overview IS NOT NEW.overview
    UNION ALL SELECT 'basis' AS name, NEW.basis AS value WHERE OLD.basis IS NOT NEW.basis
    UNION ALL SELECT 'necessity' AS name, NEW.necessity AS value WHERE OLD.necessity IS NOT NEW.necessity
    UNION ALL SELECT 'safeguards' AS name, NEW.safeguards AS value WHERE OLD.safeguards IS NOT NEW.safeguards
    UNION ALL SELECT 'plan' AS name, NEW.plan AS value WHERE OLD.plan IS NOT NEW.plan
    UNION ALL SELECT 'goal_implementation' AS name, NEW.goal_implementation AS value WHERE OLD.goal_implementation IS NOT NEW.goal_implementation
    UNION ALL SELECT 'goal_annual' AS name, NEW.goal_annual AS value WHERE OLD.goal_annual IS NOT NEW.goal_annual
    UNION ALL SELECT 'responsible' AS name, NEW.responsible AS value WHERE OLD.responsible IS NOT NEW.responsible
    UNION ALL SELECT 'handler' AS name, NEW.handler AS value WHERE OLD.handler IS NOT NEW.handler
    UNION ALL SELECT 'phone' AS name, NEW.phone AS value WHERE OLD.phone IS NOT NEW.phone
    UNION ALL SELECT 'filed_at' AS name, NEW.filed_at AS value WHERE OLD.filed_at IS NOT NEW.filed_at)));
END;
CREATE TRIGGER journal_of_project_delete AFTER DELETE ON project BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'project', OLD.id, OLD.id, 'delete',
    json_object('id', OLD.id, 'uuid', OLD.uuid, 'unit_id', OLD.unit_id, 'position', OLD.position, 'name', OLD.name, 'attribute', OLD.attribute, 'period', OLD.period, 'category', OLD.category, 'overview', OLD.overview, 'basis', OLD.basis, 'necessity', OLD.necessity, 'safeguards', OLD.safeguards, 'plan', OLD.plan, 'goal_implementation', OLD.goal_implementation, 'goal_annual', OLD.goal_annual, 'responsible', OLD.responsible, 'handler', OLD.handler, 'phone', OLD.phone, 'filed_at', OLD.filed_at),
    NULL);
END;
CREATE TRIGGER journal_of_funding_insert AFTER INSERT ON funding BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'funding', NEW.id, NEW.project_id, 'insert',
    NULL,
    json_object('id', NEW.id, 'project_id', NEW.project_id, 'horizon', NEW.horizon, 'total', NEW.total, 'central', NEW.central, 'provincial', NEW.provincial, 'local', NEW.local, 'own', NEW.own, 'other', NEW.other));
END;
CREATE TRIGGER journal_of_funding_update AFTER UPDATE ON funding WHEN OLD.id IS NOT NEW.id OR OLD.project_id IS NOT NEW.project_id OR OLD.horizon IS NOT NEW.horizon OR OLD.total IS NOT NEW.total OR OLD.central IS NOT NEW.central OR OLD.provincial IS NOT NEW.provincial OR OLD.local IS NOT NEW.local OR OLD.own IS NOT NEW.own OR OLD.other IS NOT NEW.other BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'funding', NEW.id, NEW.project_id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'project_id' AS name, OLD.project_id AS value WHERE OLD.project_id IS NOT NEW.project_id
    UNION ALL SELECT 'horizon' AS name, OLD.horizon AS value WHERE OLD.horizon IS NOT NEW.horizon
    UNION ALL SELECT 'total' AS name, OLD.total AS value WHERE OLD.total IS NOT NEW.total
    UNION ALL SELECT 'central' AS name, OLD.central AS value WHERE OLD.central IS NOT NEW.central
    UNION ALL SELECT 'provincial' AS name, OLD.provincial AS value WHERE OLD.provincial IS NOT NEW.provincial
    UNION ALL SELECT 'local' AS name, OLD.local AS value WHERE OLD.local IS NOT NEW.local
    UNION ALL SELECT 'own' AS name, OLD.own AS value WHERE OLD.own IS NOT NEW.own
    UNION ALL SELECT 'other' AS name, OLD.other AS value WHERE OLD.other IS NOT NEW.other)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'project_id' AS name, NEW.project_id AS value WHERE OLD.project_id IS NOT NEW.project_id
    UNION ALL SELECT 'horizon' AS name, NEW.horizon AS value WHERE OLD.horizon IS NOT NEW.horizon
    UNION ALL SELECT 'total' AS name, NEW.total AS value WHERE OLD.total IS NOT NEW.total
    UNION ALL SELECT 'central' AS name, NEW.central AS value WHERE OLD.central IS NOT NEW.central
    UNION ALL SELECT 'provincial' AS name, NEW.provincial AS value WHERE OLD.provincial IS NOT NEW.provincial
    UNION ALL SELECT 'local' AS name, NEW.local AS value WHERE OLD.local IS NOT NEW.local
    UNION ALL SELECT 'own' AS name, NEW.own AS value WHERE OLD.own IS NOT NEW.own
    UNION ALL SELECT 'other' AS name, NEW.other AS value WHERE OLD.other IS NOT NEW.other)));
END;
CREATE TRIGGER journal_of_funding_delete AFTER DELETE ON funding BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'funding', OLD.id, OLD.project_id, 'delete',
    json_object('id', OLD.id, 'project_id', OLD.project_id, 'horizon', OLD.horizon, 'total', OLD.total, 'central', OLD.central, 'provincial', OLD.provincial, 'local', OLD.local, 'own', OLD.own, 'other', OLD.other),
    NULL);
END;
CREATE TRIGGER journal_of_indicator_insert AFTER INSERT ON indicator BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'indicator', NEW.id, NEW.project_id, 'insert',
    NULL,
    json_object('id', NEW.id, 'project_id', NEW.project_id, 'horizon', NEW.horizon, 'position', NEW.position, 'level1', NEW.level1, 'level2', NEW.level2, 'name', NEW.name, 'target', NEW.target));
END;
CREATE TRIGGER journal_of_indicator_update AFTER UPDATE ON indicator WHEN OLD.id IS NOT NEW.id OR OLD.project_id IS NOT NEW.project_id OR OLD.horizon IS NOT NEW.horizon OR OLD.position IS NOT NEW.position OR OLD.level1 IS NOT NEW.level1 OR OLD.level2 IS NOT NEW.level2 OR OLD.name IS NOT NEW.name OR OLD.target IS NOT NEW.target BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'indicator', NEW.id, NEW.project_id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'project_id' AS name, OLD.project_id AS value WHERE OLD.project_id IS NOT NEW.project_id
    UNION ALL SELECT 'horizon' AS name, OLD.horizon AS value WHERE OLD.horizon IS NOT NEW.horizon
    UNION ALL SELECT 'position' AS name, OLD.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'level1' AS name, OLD.level1 AS value WHERE OLD.level1 IS NOT NEW.level1
    UNION ALL SELECT 'level2' AS name, OLD.level2 AS value WHERE OLD.level2 IS NOT NEW.level2
    UNION ALL SELECT 'name' AS name, OLD.name AS value WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'target' AS name, OLD.target AS value WHERE OLD.target IS NOT NEW.target)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'project_id' AS name, NEW.project_id AS value WHERE OLD.project_id IS NOT NEW.project_id
    UNION ALL SELECT 'horizon' AS name, NEW.horizon AS value WHERE OLD.horizon IS NOT NEW.horizon
    UNION ALL SELECT 'position' AS name, NEW.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'level1' AS name, NEW.level1 AS value WHERE OLD.level1 IS NOT NEW.level1
    UNION ALL SELECT 'level2' AS name, NEW.level2 AS value WHERE OLD.level2 IS NOT NEW.level2
    UNION ALL SELECT 'name' AS name, NEW.name AS value WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'target' AS name, NEW.target AS value WHERE OLD.target IS NOT NEW.target)));
END;
CREATE TRIGGER journal_of_indicator_delete AFTER DELETE ON indicator BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'indicator', OLD.id, OLD.project_id, 'delete',
    json_object('id', OLD.id, 'project_id', OLD.project_id, 'horizon', OLD.horizon, 'position', OLD.position, 'level1', OLD.level1, 'level2', OLD.level2, 'name', OLD.name, 'target', OLD.target),
    NULL);
END;
CREATE TRIGGER journal_of_ledger_line_insert AFTER INSERT ON ledger_line BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'ledger_line', NEW.id, NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'unit_id', NEW.unit_id, 'function_code', NEW.function_code, 'nature', NEW.nature, 'project', NEW.project, 'project_id', NEW.project_id, 'department_economic', NEW.department_economic, 'government_economic', NEW.government_economic, 'source', NEW.source, 'origin', NEW.origin, 'amount', NEW.amount));
END;
CREATE TRIGGER journal_of_ledger_line_update AFTER UPDATE ON ledger_line WHEN OLD.id IS NOT NEW.id OR OLD.unit_id IS NOT NEW.unit_id OR OLD.function_code IS NOT NEW.function_code OR OLD.nature IS NOT NEW.nature OR OLD.project IS NOT NEW.project OR OLD.project_id IS NOT NEW.project_id OR OLD.department_economic IS NOT NEW.department_economic OR OLD.government_economic IS NOT NEW.government_economic OR OLD.source IS NOT NEW.source OR OLD.origin IS NOT NEW.origin OR OLD.amount IS NOT NEW.amount BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'ledger_line', NEW.id, NEW.id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'unit_id' AS name, OLD.unit_id AS value WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'function_code' AS name, OLD.function_code AS value WHERE OLD.function_code IS NOT NEW.function_code
    UNION ALL SELECT 'nature' AS name, OLD.nature AS value WHERE OLD.nature IS NOT NEW.nature
    UNION ALL SELECT 'project' AS name, OLD.project AS value WHERE OLD.project IS NOT NEW.project
    UNION ALL SELECT 'project_id' AS name, OLD.project_id AS value WHERE OLD.project_id IS NOT NEW.project_id
    UNION ALL SELECT 'department_economic' AS name, OLD.department_economic AS value WHERE OLD.department_economic IS NOT NEW.department_economic
    UNION ALL SELECT 'government_economic' AS name, OLD.government_economic AS value WHERE OLD.government_economic IS NOT NEW.government_economic
    UNION ALL SELECT 'source' AS name, OLD.source AS value WHERE OLD.source IS NOT NEW.source
    UNION ALL SELECT 'origin' AS name, OLD.origin AS value WHERE OLD.origin IS NOT NEW.origin
    UNION ALL SELECT 'amount' AS name, OLD.amount AS value WHERE OLD.amount IS NOT NEW.amount)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'unit_id' AS name, NEW.unit_id AS value WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'function_code' AS name, NEW.function_code AS value WHERE OLD.function_code IS NOT NEW.function_code
    UNION ALL SELECT 'nature' AS name, NEW.nature AS value WHERE OLD.nature IS NOT NEW.nature
    UNION ALL SELECT 'project' AS name, NEW.project AS value WHERE OLD.project IS NOT NEW.project
    UNION ALL SELECT 'project_id' AS name, NEW.project_id AS value WHERE OLD.project_id IS NOT NEW.project_id
    UNION ALL SELECT 'department_economic' AS name, NEW.department_economic AS value WHERE OLD.department_economic IS NOT NEW.department_economic
    UNION ALL SELECT 'government_economic' AS name, NEW.government_economic AS value WHERE OLD.government_economic IS NOT NEW.government_economic
    UNION ALL SELECT 'source' AS name, NEW.source AS value WHERE OLD.source IS NOT NEW.source
    UNION ALL SELECT 'origin' AS name, NEW.origin AS value WHERE OLD.origin IS NOT NEW.origin
    UNION ALL SELECT 'amount' AS name, NEW.amount AS value WHERE OLD.amount IS NOT NEW.amount)));
END;
CREATE TRIGGER journal_of_ledger_line_delete AFTER DELETE ON ledger_line BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'ledger_line', OLD.id, OLD.id, 'delete',
    json_object('id', OLD.id, 'unit_id', OLD.unit_id, 'function_code', OLD.function_code, 'nature', OLD.nature, 'project', OLD.project, 'project_id', OLD.project_id, 'department_economic', OLD.department_economic, 'government_economic', OLD.government_economic, 'source', OLD.source, 'origin', OLD.origin, 'amount', OLD.amount),
    NULL);
END;
CREATE TRIGGER journal_of_revenue_line_insert AFTER INSERT ON revenue_line BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'revenue_line', NEW.id, NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'unit_id', NEW.unit_id, 'source', NEW.source, 'revenue_code', NEW.revenue_code, 'name', NEW.name, 'amount', NEW.amount));
END;
CREATE TRIGGER journal_of_revenue_line_update AFTER UPDATE ON revenue_line WHEN OLD.id IS NOT NEW.id OR OLD.unit_id IS NOT NEW.unit_id OR OLD.source IS NOT NEW.source OR OLD.revenue_code IS NOT NEW.revenue_code OR OLD.name IS NOT NEW.name OR OLD.amount IS NOT NEW.amount BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'revenue_line', NEW.id, NEW.id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'unit_id' AS name, OLD.unit_id AS value WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'source' AS name, OLD.source AS value WHERE OLD.source IS NOT NEW.source
    UNION ALL SELECT 'revenue_code' AS name, OLD.revenue_code AS value WHERE OLD.revenue_code IS NOT NEW.revenue_code
    UNION ALL SELECT 'name' AS name, OLD.name AS value WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'amount' AS name, OLD.amount AS value WHERE OLD.amount IS NOT NEW.amount)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'unit_id' AS name, NEW.unit_id AS value WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'source' AS name, NEW.source AS value WHERE OLD.source IS NOT NEW.source
    UNION ALL SELECT 'revenue_code' AS name, NEW.revenue_code AS value WHERE OLD.revenue_code IS NOT NEW.revenue_code
    UNION ALL SELECT 'name' AS name, NEW.name AS value WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'amount' AS name, NEW.amount AS value WHERE OLD.amount IS NOT NEW.amount)));
END;
CREATE TRIGGER journal_of_revenue_line_delete AFTER DELETE ON revenue_line BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'revenue_line', OLD.id, OLD.id, 'delete',
    json_object('id', OLD.id, 'unit_id', OLD.unit_id, 'source', OLD.source, 'revenue_code', OLD.revenue_code, 'name', OLD.name, 'amount', OLD.amount),
    NULL);
END;
CREATE TRIGGER journal_of_overall_insert AFTER INSERT ON overall BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'overall', NEW.id, NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'uuid', NEW.uuid, 'department_id', NEW.department_id, 'internal_departments', NEW.internal_departments, 'subordinate_units', NEW.subordinate_units, 'approved_staffing', NEW.approved_staffing, 'actual_staff', NEW.actual_staff, 'staff_on_quota', NEW.staff_on_quota, 'other_staff', NEW.other_staff, 'duties', NEW.duties, 'strategic_goal', NEW.strategic_goal, 'annual_goal', NEW.annual_goal, 'source_total', NEW.source_total, 'source_general', NEW.source_general, 'source_fund', NEW.source_fund, 'source_state_capital', NEW.source_state_capital, 'source_social_insurance', NEW.source_social_insurance, 'source_special_account', NEW.source_special_account, 'source_unit_funds', NEW.source_unit_funds, 'direction_total', NEW.direction_total, 'direction_basic', NEW.direction_basic, 'direction_project', NEW.direction_project));
END;
CREATE TRIGGER journal_of_overall_update AFTER UPDATE ON overall WHEN OLD.id IS NOT NEW.id OR OLD.uuid IS NOT NEW.uuid OR OLD.department_id IS NOT NEW.department_id OR OLD.internal_departments IS NOT NEW.internal_departments OR OLD.subordinate_units IS NOT NEW.subordinate_units OR OLD.approved_staffing IS NOT NEW.approved_staffing OR OLD.actual_staff IS NOT NEW.actual_staff OR OLD.staff_on_quota IS NOT NEW.staff_on_quota OR OLD.other_staff IS NOT NEW.other_staff OR OLD.duties IS NOT NEW.duties OR OLD.strategic_goal IS NOT NEW.strategic_goal OR OLD.annual_goal IS NOT NEW.annual_goal OR OLD.source_total IS NOT NEW.source_total OR OLD.source_general IS NOT NEW.source_general OR OLD.source_fund IS NOT NEW.source_fund OR OLD.source_state_capital IS NOT NEW.source_state_capital OR OLD.source_social_insurance IS NOT NEW.source_social_insurance OR OLD.source_special_account IS NOT NEW.source_special_account OR OLD.source_unit_funds IS NOT NEW.source_unit_funds OR OLD.direction_total IS NOT NEW.direction_total OR OLD.direction_basic IS NOT NEW.direction_basic OR OLD.direction_project IS NOT NEW.direction_project BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'overall', NEW.id, NEW.id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uuid' AS name, OLD.uuid AS value WHERE OLD.uuid IS NOT NEW.uuid
    UNION ALL SELECT 'department_id' AS name, OLD.department_id AS value WHERE OLD.department_id IS NOT NEW.department_id
    UNION ALL SELECT 'internal_departments' AS name, OLD.internal_departments AS value WHERE OLD.internal_departments IS NOT NEW.internal_departments
    UNION ALL SELECT 'subordinate_units' AS name, OLD.subordinate_units AS value WHERE OLD.subordinate_units IS NOT NEW.subordinate_units
    UNION ALL SELECT 'approved_staffing' AS name, OLD.approved_staffing AS value WHERE OLD.approved_staffing IS NOT NEW.approved_staffing
    UNION ALL SELECT 'actual_staff' AS name, OLD.actual_staff AS value WHERE OLD.actual_staff IS NOT NEW.actual_staff
    UNION ALL SELECT 'staff_on_quota' AS name, OLD.staff_on_quota AS value WHERE OLD.staff_on_quota IS NOT NEW.staff_on_quota
    UNION ALL SELECT 'other_staff' AS name, OLD.other_staff AS value WHERE OLD.other_staff IS NOT NEW.other_staff
    UNION ALL SELECT 'duties' AS name, OLD.duties AS value WHERE OLD.duties IS NOT NEW.duties
    UNION ALL SELECT 'strategic_goal' AS name, OLD.strategic_goal AS value WHERE OLD.strategic_goal IS NOT NEW.strategic_goal
    UNION ALL SELECT 'annual_goal' AS name, OLD.annual_goal AS value WHERE OLD.annual_goal IS NOT NEW.annual_goal
    UNION ALL SELECT 'source_total' AS name, OLD.source_total AS value WHERE OLD.source_total IS NOT NEW.source_total
    UNION ALL SELECT 'source_general' AS name, OLD.source_general AS value WHERE OLD.source_general IS NOT NEW.source_general
    UNION ALL SELECT 'source_fund' AS name, OLD.source_fund AS value WHERE OLD.source_fund IS NOT NEW.source_fund
    UNION ALL SELECT 'source_state_capital' AS name, OLD.source_state_capital AS value WHERE OLD.source_state_capital IS NOT NEW.source_state_capital
    UNION ALL SELECT 'source_social_insurance' AS name, OLD.source_social_insurance AS value WHERE OLD.source_social_insurance IS NOT NEW.source_social_insurance
    UNION ALL SELECT 'source_special_account' AS name, OLD.source_special_account AS value WHERE OLD.source_special_account IS NOT NEW.source_special_account
    UNION ALL SELECT 'source_unit_funds' AS name, OLD.source_unit_funds AS value WHERE OLD.source_unit_funds IS NOT NEW.source_unit_funds
    UNION ALL SELECT 'direction_total' AS name, OLD.direction_total AS value WHERE OLD.direction_total IS NOT NEW.direction_total
    UNION ALL SELECT 'direction_basic' AS name, OLD.direction_basic AS value WHERE OLD.direction_basic IS NOT NEW.direction_basic
    UNION ALL SELECT 'direction_project' AS name, OLD.direction_project AS value WHERE OLD.direction_project IS NOT NEW.direction_project)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uuid' AS name, NEW.uuid AS value WHERE OLD.uuid IS NOT NEW.uuid
    UNION ALL SELECT 'department_id' AS name, NEW.department_id AS value WHERE OLD.department_id IS NOT NEW.department_id
    UNION ALL SELECT 'internal_departments' AS name, NEW.internal_departments AS value WHERE OLD.internal_departments IS NOT NEW.internal_departments
    UNION ALL SELECT 'subordinate_units' AS name, NEW.subordinate_units AS value WHERE OLD.subordinate_units IS NOT NEW.subordinate_units
    UNION ALL SELECT 'approved_staffing' AS name, NEW.approved_staffing AS value WHERE OLD.approved_staffing IS NOT NEW.approved_staffing
    UNION ALL SELECT 'actual_staff' AS name, NEW.actual_staff AS value WHERE OLD.actual_staff IS NOT NEW.actual_staff
    UNION ALL SELECT 'staff_on_quota' AS name, NEW.staff_on_quota AS value WHERE OLD.staff_on_quota IS NOT NEW.staff_on_quota
    UNION ALL SELECT 'other_staff' AS name, NEW.other_staff AS value WHERE OLD.other_staff IS NOT NEW.other_staff
    UNION ALL SELECT 'duties' AS name, NEW.duties AS value WHERE OLD.duties IS NOT NEW.duties
    UNION ALL SELECT 'strategic_goal' AS name, NEW.strategic_goal AS value WHERE OLD.strategic_goal IS NOT NEW.strategic_goal
    UNION ALL SELECT 'annual_goal' AS name, NEW.annual_goal AS value WHERE OLD.annual_goal IS NOT NEW.annual_goal
    UNION ALL SELECT 'source_total' AS name, NEW.source_total AS value WHERE OLD.source_total IS NOT NEW.source_total
    UNION ALL SELECT 'source_general' AS name, NEW.source_general AS value WHERE OLD.source_general IS NOT NEW.source_general
    UNION ALL SELECT 'source_fund' AS name, NEW.source_fund AS value WHERE OLD.source_fund IS NOT NEW.source_fund
    UNION ALL SELECT 'source_state_capital' AS name, NEW.source_state_capital AS value WHERE OLD.source_state_capital IS NOT NEW.source_state_capital
    UNION ALL SELECT 'source_social_insurance' AS name, NEW.source_social_insurance AS value WHERE OLD.source_social_insurance IS NOT NEW.source_social_insurance
    UNION ALL SELECT 'source_special_account' AS name, NEW.source_special_account AS value WHERE OLD.source_special_account IS NOT NEW.source_special_account
    UNION ALL SELECT 'source_unit_funds' AS name, NEW.source_unit_funds AS value WHERE OLD.source_unit_funds IS NOT NEW.source_unit_funds
    UNION ALL SELECT 'direction_total' AS name, NEW.direction_total AS value WHERE OLD.direction_total IS NOT NEW.direction_total
    UNION ALL SELECT 'direction_basic' AS name, NEW.direction_basic AS value WHERE OLD.direction_basic IS NOT NEW.direction_basic
    UNION ALL SELECT 'direction_project' AS name, NEW.direction_project AS value WHERE OLD.direction_project IS NOT NEW.direction_project)));
END;
CREATE TRIGGER journal_of_overall_delete AFTER DELETE ON overall BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'overall', OLD.id, OLD.id, 'delete',
    json_object('id', OLD.id, 'uuid', OLD.uuid, 'department_id', OLD.department_id, 'internal_departments', OLD.internal_departments, 'subordinate_units', OLD.subordinate_units, 'approved_staffing', OLD.approved_staffing, 'actual_staff', OLD.actual_staff, 'staff_on_quota', OLD.staff_on_quota, 'other_staff', OLD.other_staff, 'duties', OLD.duties, 'strategic_goal', OLD.strategic_goal, 'annual_goal', OLD.annual_goal, 'source_total', OLD.source_total, 'source_general', OLD.source_general, 'source_fund', OLD.source_fund, 'source_state_capital', OLD.source_state_capital, 'source_social_insurance', OLD.source_social_insurance, 'source_special_account', OLD.source_special_account, 'source_unit_funds', OLD.source_unit_funds, 'direction_total', OLD.direction_total, 'direction_basic', OLD.direction_basic, 'direction_project', OLD.direction_project),
    NULL);
END;
CREATE TRIGGER journal_of_overall_indicator_insert AFTER INSERT ON overall_indicator BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'overall_indicator', NEW.id, NEW.overall_id, 'insert',
    NULL,
    json_object('id', NEW.id, 'overall_id', NEW.overall_id, 'position', NEW.position, 'level1', NEW.level1, 'level2', NEW.level2, 'name', NEW.name, 'target', NEW.target));
END;
CREATE TRIGGER journal_of_overall_indicator_update AFTER UPDATE ON overall_indicator WHEN OLD.id IS NOT NEW.id OR OLD.overall_id IS NOT NEW.overall_id OR OLD.position IS NOT NEW.position OR OLD.level1 IS NOT NEW.level1 OR OLD.level2 IS NOT NEW.level2 OR OLD.name IS NOT NEW.name OR OLD.target IS NOT NEW.target BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'overall_indicator', NEW.id, NEW.overall_id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'overall_id' AS name, OLD.overall_id AS value WHERE OLD.overall_id IS NOT NEW.overall_id
    UNION ALL SELECT 'position' AS name, OLD.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'level1' AS name, OLD.level1 AS value WHERE OLD.level1 IS NOT NEW.level1
    UNION ALL SELECT 'level2' AS name, OLD.level2 AS value WHERE OLD.level2 IS NOT NEW.level2
    UNION ALL SELECT 'name' AS name, OLD.name AS value WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'target' AS name, OLD.target AS value WHERE OLD.target IS NOT NEW.target)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'overall_id' AS name, NEW.overall_id AS value WHERE OLD.overall_id IS NOT NEW.overall_id
    UNION ALL SELECT 'position' AS name, NEW.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'level1' AS name, NEW.level1 AS value WHERE OLD.level1 IS NOT NEW.level1
    UNION ALL SELECT 'level2' AS name, NEW.level2 AS value WHERE OLD.level2 IS NOT NEW.level2
    UNION ALL SELECT 'name' AS name, NEW.name AS value WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'target' AS name, NEW.target AS value WHERE OLD.target IS NOT NEW.target)));
END;
CREATE TRIGGER journal_of_overall_indicator_delete AFTER DELETE ON overall_indicator BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'overall_indicator', OLD.id, OLD.overall_id, 'delete',
    json_object('id', OLD.id, 'overall_id', OLD.overall_id, 'position', OLD.position, 'level1', OLD.level1, 'level2', OLD.level2, 'name', OLD.name, 'target', OLD.target),
    NULL);
END;
CREATE TRIGGER journal_of_key_task_insert AFTER INSERT ON key_task BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'key_task', NEW.id, NEW.overall_id, 'insert',
    NULL,
    json_object('id', NEW.id, 'overall_id', NEW.overall_id, 'position', NEW.position, 'core_function', NEW.core_function, 'task', NEW.task));
END;
CREATE TRIGGER journal_of_key_task_update AFTER UPDATE ON key_task WHEN OLD.id IS NOT NEW.id OR OLD.overall_id IS NOT NEW.overall_id OR OLD.position IS NOT NEW.position OR OLD.core_function IS NOT NEW.core_function OR OLD.task IS NOT NEW.task BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'key_task', NEW.id, NEW.overall_id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'overall_id' AS name, OLD.overall_id AS value WHERE OLD.overall_id IS NOT NEW.overall_id
    UNION ALL SELECT 'position' AS name, OLD.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'core_function' AS name, OLD.core_function AS value WHERE OLD.core_function IS NOT NEW.core_function
    UNION ALL SELECT 'task' AS name, OLD.task AS value WHERE OLD.task IS NOT NEW.task)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'overall_id' AS name, NEW.overall_id AS value WHERE OLD.overall_id IS NOT NEW.overall_id
    UNION ALL SELECT 'position' AS name, NEW.position AS value WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'core_function' AS name, NEW.core_function AS value WHERE OLD.core_function IS NOT NEW.core_function
    UNION ALL SELECT 'task' AS name, NEW.task AS value WHERE OLD.task IS NOT NEW.task)));
END;
CREATE TRIGGER journal_of_key_task_delete AFTER DELETE ON key_task BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'key_task', OLD.id, OLD.overall_id, 'delete',
    json_object('id', OLD.id, 'overall_id', OLD.overall_id, 'position', OLD.position, 'core_function', OLD.core_function, 'task', OLD.task),
    NULL);
END;
CREATE TRIGGER journal_of_explanation_insert AFTER INSERT ON explanation BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'explanation', NEW.id, NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'project_id', NEW.project_id, 'overall_id', NEW.overall_id, 'code', NEW.code, 'path', NEW.path, 'level2', NEW.level2, 'indicator', NEW.indicator, 'text', NEW.text, 'who', NEW.who, 'at', NEW.at, 'ignored', NEW.ignored));
END;
CREATE TRIGGER journal_of_explanation_update AFTER UPDATE ON explanation WHEN OLD.id IS NOT NEW.id OR OLD.project_id IS NOT NEW.project_id OR OLD.overall_id IS NOT NEW.overall_id OR OLD.code IS NOT NEW.code OR OLD.path IS NOT NEW.path OR OLD.level2 IS NOT NEW.level2 OR OLD.indicator IS NOT NEW.indicator OR OLD.text IS NOT NEW.text OR OLD.who IS NOT NEW.who OR OLD.at IS NOT NEW.at OR OLD.ignored IS NOT NEW.ignored BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'explanation', NEW.id, NEW.id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'project_id' AS name, OLD.project_id AS value WHERE OLD.project_id IS NOT NEW.project_id
    UNION ALL SELECT 'overall_id' AS name, OLD.overall_id AS value WHERE OLD.overall_id IS NOT NEW.overall_id
    UNION ALL SELECT 'code' AS name, OLD.code AS value WHERE OLD.code IS NOT NEW.code
    UNION ALL SELECT 'path' AS name, OLD.path AS value WHERE OLD.path IS NOT NEW.path
    UNION ALL SELECT 'level2' AS name, OLD.level2 AS value WHERE OLD.level2 IS NOT NEW.level2
    UNION ALL SELECT 'indicator' AS name, OLD.indicator AS value WHERE OLD.indicator IS NOT NEW.indicator
    UNION ALL SELECT 'text' AS name, OLD.text AS value WHERE OLD.text IS NOT NEW.text
    UNION ALL SELECT 'who' AS name, OLD.who AS value WHERE OLD.who IS NOT NEW.who
    UNION ALL SELECT 'at' AS name, OLD.at AS value WHERE OLD.at IS NOT NEW.at
    UNION ALL SELECT 'ignored' AS name, OLD.ignored AS value WHERE OLD.ignored IS NOT NEW.ignored)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'project_id' AS name, NEW.project_id AS value WHERE OLD.project_id IS NOT NEW.project_id
    UNION ALL SELECT 'overall_id' AS name, NEW.overall_id AS value WHERE OLD.overall_id IS NOT NEW.overall_id
    UNION ALL SELECT 'code' AS name, NEW.code AS value WHERE OLD.code IS NOT NEW.code
    UNION ALL SELECT 'path' AS name, NEW.path AS value WHERE OLD.path IS NOT NEW.path
    UNION ALL SELECT 'level2' AS name, NEW.level2 AS value WHERE OLD.level2 IS NOT NEW.level2
    UNION ALL SELECT 'indicator' AS name, NEW.indicator AS value WHERE OLD.indicator IS NOT NEW.indicator
    UNION ALL SELECT 'text' AS name, NEW.text AS value WHERE OLD.text IS NOT NEW.text
    UNION ALL SELECT 'who' AS name, NEW.who AS value WHERE OLD.who IS NOT NEW.who
    UNION ALL SELECT 'at' AS name, NEW.at AS value WHERE OLD.at IS NOT NEW.at
    UNION ALL SELECT 'ignored' AS name, NEW.ignored AS value WHERE OLD.ignored IS NOT NEW.ignored)));
END;
CREATE TRIGGER journal_of_explanation_delete AFTER DELETE ON explanation BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'explanation', OLD.id, OLD.id, 'delete',
    json_object('id', OLD.id, 'project_id', OLD.project_id, 'overall_id', OLD.overall_id, 'code', OLD.code, 'path', OLD.path, 'level2', OLD.level2, 'indicator', OLD.indicator, 'text', OLD.text, 'who', OLD.who, 'at', OLD.at, 'ignored', OLD.ignored),
    NULL);
END;
CREATE TRIGGER journal_of_disclosure_entry_insert AFTER INSERT ON disclosure_entry BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'disclosure_entry', NEW.id, NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'department_id', NEW.department_id, 'key', NEW.key, 'text', NEW.text, 'number', NEW.number));
END;
CREATE TRIGGER journal_of_disclosure_entry_update AFTER UPDATE ON disclosure_entry WHEN OLD.id IS NOT NEW.id OR OLD.department_id IS NOT NEW.department_id OR OLD.key IS NOT NEW.key OR OLD.text IS NOT NEW.text OR OLD.number IS NOT NEW.number BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'disclosure_entry', NEW.id, NEW.id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'department_id' AS name, OLD.department_id AS value WHERE OLD.department_id IS NOT NEW.department_id
    UNION ALL SELECT 'key' AS name, OLD.key AS value WHERE OLD.key IS NOT NEW.key
    UNION ALL SELECT 'text' AS name, OLD.text AS value WHERE OLD.text IS NOT NEW.text
    UNION ALL SELECT 'number' AS name, OLD.number AS value WHERE OLD.number IS NOT NEW.number)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'department_id' AS name, NEW.department_id AS value WHERE OLD.department_id IS NOT NEW.department_id
    UNION ALL SELECT 'key' AS name, NEW.key AS value WHERE OLD.key IS NOT NEW.key
    UNION ALL SELECT 'text' AS name, NEW.text AS value WHERE OLD.text IS NOT NEW.text
    UNION ALL SELECT 'number' AS name, NEW.number AS value WHERE OLD.number IS NOT NEW.number)));
END;
CREATE TRIGGER journal_of_disclosure_entry_delete AFTER DELETE ON disclosure_entry BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'disclosure_entry', OLD.id, OLD.id, 'delete',
    json_object('id', OLD.id, 'department_id', OLD.department_id, 'key', OLD.key, 'text', OLD.text, 'number', OLD.number),
    NULL);
END;
CREATE TRIGGER journal_of_disclosure_paragraph_insert AFTER INSERT ON disclosure_paragraph BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'disclosure_paragraph', NEW.id, NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'department_id', NEW.department_id, 'key', NEW.key, 'text', NEW.text, 'drafted', NEW.drafted));
END;
CREATE TRIGGER journal_of_disclosure_paragraph_update AFTER UPDATE ON disclosure_paragraph WHEN OLD.id IS NOT NEW.id OR OLD.department_id IS NOT NEW.department_id OR OLD.key IS NOT NEW.key OR OLD.text IS NOT NEW.text OR OLD.drafted IS NOT NEW.drafted BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  SELECT RAISE(ABORT, 'an id never changes') WHERE OLD.id <> NEW.id;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'disclosure_paragraph', NEW.id, NEW.id, 'update',
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, OLD.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'department_id' AS name, OLD.department_id AS value WHERE OLD.department_id IS NOT NEW.department_id
    UNION ALL SELECT 'key' AS name, OLD.key AS value WHERE OLD.key IS NOT NEW.key
    UNION ALL SELECT 'text' AS name, OLD.text AS value WHERE OLD.text IS NOT NEW.text
    UNION ALL SELECT 'drafted' AS name, OLD.drafted AS value WHERE OLD.drafted IS NOT NEW.drafted)),
    (SELECT json_group_object(name, value) FROM (
    SELECT 'id' AS name, NEW.id AS value WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'department_id' AS name, NEW.department_id AS value WHERE OLD.department_id IS NOT NEW.department_id
    UNION ALL SELECT 'key' AS name, NEW.key AS value WHERE OLD.key IS NOT NEW.key
    UNION ALL SELECT 'text' AS name, NEW.text AS value WHERE OLD.text IS NOT NEW.text
    UNION ALL SELECT 'drafted' AS name, NEW.drafted AS value WHERE OLD.drafted IS NOT NEW.drafted)));
END;
CREATE TRIGGER journal_of_disclosure_paragraph_delete AFTER DELETE ON disclosure_paragraph BEGIN
  SELECT RAISE(ABORT, 'no step is under way') WHERE (SELECT step_id FROM ongoing) IS NULL;
  INSERT INTO journal
    (step_id, table_name, row_id, record_id, action, old_values, new_values)
  VALUES ((SELECT step_id FROM ongoing), 'disclosure_paragraph', OLD.id, OLD.id, 'delete',
    json_object('id', OLD.id, 'department_id', OLD.department_id, 'key', OLD.key, 'text', OLD.text, 'drafted', OLD.drafted),
    NULL);
END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('step',5);
INSERT INTO "sqlite_sequence" VALUES('setting',3);
INSERT INTO "sqlite_sequence" VALUES('department',1);
INSERT INTO "sqlite_sequence" VALUES('unit',1);
INSERT INTO "sqlite_sequence" VALUES('project',1);
INSERT INTO "sqlite_sequence" VALUES('funding',2);
INSERT INTO "sqlite_sequence" VALUES('indicator',6);
INSERT INTO "sqlite_sequence" VALUES('explanation',1);
COMMIT;
