"""What a check has to say about a cell: where, what was found, what was expected, what to do.

In: the facts of one finding.
Out: findings, in both languages, and a list of them without those that say the same twice.
Called by: gate, template, review and its rules.
"""
