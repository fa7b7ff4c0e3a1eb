"""TwinLedger in Excel on Windows: functions for xlwings, the add-in file and what is generated beside it."""
