"""Letters: numbered decisions and receipts, their PDF, their service and their public verification."""
