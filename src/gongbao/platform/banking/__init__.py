"""What every app that writes to banks shares: files in a bank's layout, and the books of local stand-ins."""
