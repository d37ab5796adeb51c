# Each target does its own set-up: system packages, virtual environment, dependencies.
VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= python3
# What folder and deb are made for, amd64 or arm64; names of the first stay as they are.
ARCH    ?= amd64
$(if $(filter amd64 arm64,$(ARCH)),,$(error ARCH 只能是 amd64 或 arm64))
MACHINE := $(if $(filter arm64,$(ARCH)),aarch64,x86_64)
SUFFIX  := $(filter-out -amd64,-$(ARCH))
# Tests and pictures need no screen. Tests start the program often: what Python compiles is kept.
OFFSCREEN := QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=

.PHONY: run test lint compiled coverage proof mutation bench screens format help clean folder deb windows release

help:
	@echo "make run      打开示例账套（没有屏幕时在 out/ 中生成 Excel 和 PDF）"
	@echo "make test     风格、类型、分层与全部测试"
	@echo "make coverage 同样的测试，列出没有测到的行"
	@echo "make proof    长时间的验证（断电、性质、真实窗口）"
	@echo "make mutation 逐处改坏审核，看测试能不能发现"
	@echo "make bench    性能测量，写入 docs/performance.md"
	@echo "make folder   带 Python 的整个程序，一个文件夹，拷到哪里都能运行"
	@echo "make deb      Debian 安装包；ARM64 的用 make deb ARCH=arm64"
	@echo "make windows  Windows 安装程序（需另放 Windows 的 Python）"
	@echo "make release  从干净的工作区生成发布文件和校验码，放在 dist/"
	@echo "make screens  重新生成 docs/screens/ 中的图片"

$(VENV)/ready: pyproject.toml packaging/system-packages.sh
	sh packaging/system-packages.sh
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

run: $(VENV)/ready
	@sh packaging/run.sh $(BIN)

# Types keep one core busy; the other compiles the tests meanwhile, once for both workers.
test: $(VENV)/ready
	@sh packaging/system-packages.sh test
	@$(MAKE) --no-print-directory --jobs=2 lint compiled
	$(OFFSCREEN) $(BIN)/pytest -n 2 --dist loadgroup -m "not proof and not bench" --durations=25

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

compiled: $(VENV)/ready
	@$(OFFSCREEN) $(BIN)/pytest --collect-only -qq > /dev/null || true  # what is amiss the tests tell

coverage: $(VENV)/ready
	@sh packaging/system-packages.sh test
	$(OFFSCREEN) $(BIN)/pytest -n 2 --dist loadgroup -m "not proof and not bench" --cov --cov-report=term:skip-covered

proof: $(VENV)/ready
	sh packaging/system-packages.sh proof
	$(OFFSCREEN) $(BIN)/pytest -m proof

mutation: $(VENV)/ready
	$(OFFSCREEN) $(BIN)/python -m tests.mutation

bench: $(VENV)/ready
	@sh packaging/system-packages.sh test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]"
	$(OFFSCREEN) $(BIN)/python -m tests.bench

screens: $(VENV)/ready
	$(OFFSCREEN) $(BIN)/python -m tests.screens

# The program with its own Python, for every system from glibc 2.28 on.
folder: $(VENV)/ready
	@sh packaging/system-packages.sh package
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[package]"
	sh packaging/runtime.sh build/runtime$(SUFFIX) $(BIN)/python $(MACHINE)
	$(BIN)/python packaging/folder.py build/runtime$(SUFFIX)/python build/folder$(SUFFIX)/budgetdesk $(ARCH)
	$(BIN)/python packaging/third_party.py build/folder$(SUFFIX)/budgetdesk/licences
	@echo "build/folder$(SUFFIX)/budgetdesk/budgetdesk"

deb: folder
	mkdir -p dist
	$(BIN)/python packaging/deb.py build/folder$(SUFFIX)/budgetdesk dist/budgetdesk$(SUFFIX).deb $(ARCH)

windows: $(VENV)/ready
	@sh packaging/system-packages.sh windows
	$(BIN)/python packaging/windows/build.py build/windows dist/budgetdesk-setup.exe

release: $(VENV)/ready
	@$(BIN)/python packaging/release.py check
	rm -rf dist
	$(MAKE) --no-print-directory deb
	$(BIN)/python packaging/release.py gather

format: $(VENV)/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
