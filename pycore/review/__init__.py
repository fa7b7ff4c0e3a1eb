"""Review of a submitted workbook: is it safe, is it the issued template, is every number what its inputs give."""
