"""What puts TwinLedger on a machine."""
