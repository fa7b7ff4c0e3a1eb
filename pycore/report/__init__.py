"""The report of a filled workbook: the chapter that its user has to hand in, as an editable Word file or a web page."""
