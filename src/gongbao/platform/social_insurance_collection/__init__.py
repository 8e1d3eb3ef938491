"""The room of social-insurance contributions: registrations, assessment, hand-over, debits, what payers see."""
