"""Notices: public notices with their windows, and the objections raised within them."""
