# Everything goes through one script, so that Windows needs no make: python installer/develop.py TASK
PYTHON ?= python3

.PHONY: demo quick test full check speed build issue guide installer mutants
demo quick test full check speed build issue guide installer:
	@$(PYTHON) installer/develop.py $@
# make mutants PART=accounting
mutants:
	@$(PYTHON) installer/develop.py mutants $(PART)
