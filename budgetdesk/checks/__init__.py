"""审核: coded rules, findings, explanations, fixes."""
