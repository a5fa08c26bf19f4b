"""The ledger in the formats that the field reads."""
