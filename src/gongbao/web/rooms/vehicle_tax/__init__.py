"""Screens of the vehicle tax: what an owner owes, an insurer's desk, the tax officer's desk."""
