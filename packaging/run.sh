#!/bin/sh
# Opens the sample book; where there is no screen, writes it as Excel and PDF and says where.
# $1: the folder of the environment's commands.
set -eu

budgetdesk="$1/budgetdesk"
book="out/示例账套.budget"
mkdir -p out
[ -e "$book" ] || "$budgetdesk" sample "$book"

if [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$budgetdesk" open "$book"
fi
"$budgetdesk" export "$book" --to out --xlsx --pdf --overwrite
echo "没有屏幕：示例账套及其 Excel、PDF 在 $(pwd)/out 中。"
