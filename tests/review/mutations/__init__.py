"""The mutation harness: thousands of seeded errors in clean workbooks, and how many of them the review finds.

`mutation` says what a kind of error is, the modules `kinds_…` hold the kinds, `judging` runs the review on one and
`rates` prints the table at the end of a run. Nothing is random between runs: a seed comes from the kind and the workbook.

    pytest tests/review/mutations                        the ordinary run
    TWINLEDGER_MUTATIONS=20 pytest tests/review/mutations    twenty times as many of every kind, other cells each
"""
