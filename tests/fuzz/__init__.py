"""Strange files through every command: seeded structural mutants of the worked examples.

`mutants` makes them, `commands` says what is run and which exit statuses it may have, `trying` runs one and judges it.
`test_commands` tries a few of each in every run of the tests. `python -m tests.fuzz` tries thousands, keeps what it has
found in build/fuzz and goes on there when it is started again.
"""
