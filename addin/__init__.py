"""The TL_ functions inside spreadsheet programs: a folder for each program, and what they share in `common`."""
