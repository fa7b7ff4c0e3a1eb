"""What a workbook is: columns, tables, panels and sheets; how it is written and read."""
