"""Screens of personnel archives."""
