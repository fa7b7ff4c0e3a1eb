"""Which corrected values of the library a submitted file used, and what the corrections change in its key results."""
