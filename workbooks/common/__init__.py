"""What the workbooks share: columns that stand in every ledger, lookups in the factor library, library sheets."""
