# 销账：每个目标做什么，见 make help。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SERVICE := $(VENV)/.service
DATA ?=

.DEFAULT_GOAL := help
.PHONY: help install service demo browser test test-faults check format bench memory transcripts ledgers dates evidence picture reference

help: ## 列出这些目标
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "%-12s %s\n", $$1, $$2}'

$(STAMP): LOCK := requirements-dev.lock
$(STAMP): requirements-dev.lock
$(SERVICE): LOCK := requirements.lock
$(SERVICE): requirements.lock
$(STAMP) $(SERVICE): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新的版本，例如：make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

install: $(STAMP) ## 只装环境

service: $(SERVICE) ## 只装运行要的，测试和检查的工具不装

demo: $(STAMP) ## 不用企业微信账号，跑起整个系统和演示页
	$(BIN)/python -m bot demo

browser: $(STAMP) ## 备好演网页测试用的浏览器，test 和 check 会自己先做
	@$(BIN)/python -m scripts.browser

test: browser ## 跑全部测试，故事在两种库上、两扇门前都演
	$(BIN)/python -m pytest -n auto -q
	$(BIN)/python -m pytest -n auto -q tests/stories --database postgresql
	$(BIN)/python -m pytest -n auto -q tests/stories --door robot

test-faults: $(STAMP) ## 随机杀进程两百次（两种库），约半小时
	FAULT_DAYS=100 $(BIN)/python -m pytest -n 2 -q tests/faults

check: browser ## 格式、规范、类型、楼梯、测试：和 CI 一样
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/interrogate tests
	$(BIN)/python -m pytest -n auto -q
	$(BIN)/python -m pytest -n auto -q tests/stories --database postgresql
	$(BIN)/python -m pytest -n auto -q tests/stories --door robot

format: $(STAMP) ## 按规范排版
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP) ## 测速，以同一次运行里的基准为一
	$(BIN)/python -W ignore -m benchmarks

memory: $(STAMP) ## 一百万条来话以后内存涨没涨（一刻钟到半小时）
	$(BIN)/python -W ignore -m benchmarks memory

transcripts: $(STAMP) ## 把对话样本从正门演一遍 [DATA=FILE.jsonl]
	$(BIN)/python -m scripts.transcripts $(DATA)

ledgers: $(STAMP) ## 导入每个有期望结果的工作簿并对照 [DATA=DIR]
	$(BIN)/python -m scripts.ledgers $(DATA)

dates: $(STAMP) ## 读每个日期说法并对照 [DATA=FILE.tsv]
	$(BIN)/python -m scripts.dates $(DATA)

evidence: $(STAMP) ## 上传每份材料样本并对照 [DATA=DIR]
	$(BIN)/python -m scripts.evidence $(DATA)

picture: $(STAMP) ## 给演示页拍照，放进 docs/
	$(BIN)/python -m scripts.picture

reference: $(STAMP) ## 由命令表和配置写出 docs/ 里的参考页
	$(BIN)/python -m scripts.reference
