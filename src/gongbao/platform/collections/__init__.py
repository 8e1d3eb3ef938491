"""Collections: charges, payments by channel, debits, remittances, reconciliation. Room apps build on it."""
