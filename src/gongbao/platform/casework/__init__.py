"""Casework derived from procedures and forms: starting, filling in, acting and answering for any room."""
