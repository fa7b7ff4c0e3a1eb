"""Tests that would notice: one token of a source changes, and the tests of its folder must fail.

    make mutants PART=accounting         every mutant of pycore/accounting against tests/accounting
    make mutants                         the three packages of the sample, one after the other
    python -m tests.mutants --sample 40  what `make test` runs (`test_sample`)

`changes` says what may change and how, `forked` runs the tests on one mutant, `results` remembers, `equivalent.csv`
lists the mutants that no test can notice, each with its reason. A run that was stopped goes on where it stopped.

Why not a library. mutmut 3 (BSD) forks from a warm interpreter as well, but leaves everything outside functions as it
is, and here the tables, bounds and defaults stand outside; mutmut 2, which does not, writes each mutant into the source
and starts Python anew. cosmic-ray (MIT, well kept, resumable) does the same, which costs some three seconds for each
of two thousand mutants instead of half a second, and it changes numbers by whole units only. Both would need a wrapper
for the mirrored folder, for the equivalent mutants and for the sample.
"""
