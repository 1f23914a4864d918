# Needs make and Python 3.11 or newer; everything else is installed under var/.
PYTHON ?= python3
LOCKS = base test production

.PHONY: help install run test check bench lock

help: ## say what can be done
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

install: ## install what the site and its tests need, under var/venv
	@$(PYTHON) bin/make.py install

run: ## run the whole site with its demo (PORT=8000 STAGE=submission VAR=var)
	@$(PYTHON) bin/make.py run

test: ## run every check and every test
	@$(PYTHON) bin/make.py test

check: ## run the checks that need no browser and little time
	@$(PYTHON) bin/make.py check

bench: ## print how long the heavy work takes
	@$(PYTHON) bin/make.py bench

lock: ## resolve requirements/*.in into locks with hashes
	@$(PYTHON) bin/make.py lock
