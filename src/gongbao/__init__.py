"""Gongbao (公报): the policies of one gazette issue, written once and carried out end to end."""
