"""The casework of claims, lists, inspections and reports."""
