"""The screens of flexible employment."""
