"""The navigation tree: 部门 → 单位 → 项目 → 指标."""
