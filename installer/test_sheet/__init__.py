"""The test sheet for a person with Windows, Excel and WPS: what could not be run where TwinLedger is developed."""
