"""Screens of room 18: what payers owe and pay, the agency's desk, the tax authority's desk."""
