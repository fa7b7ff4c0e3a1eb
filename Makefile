# Everything goes through one script, so that Windows needs no make: python installer/develop.py TASK
PYTHON ?= python3

.PHONY: demo test check speed build
demo test check speed build:
	@$(PYTHON) installer/develop.py $@
