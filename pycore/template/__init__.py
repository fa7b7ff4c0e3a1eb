"""Is this still the issued template? Its fingerprint, stored by version and language, and what a file changes of it.

In: a workbook as `reading.Book`, and the fingerprint of its version.
Out: findings: formulas typed over or changed, names, formats, validations, protection, hidden parts, library values.
Called by: review, and the build of the templates.
"""
