"""The dossier: one person's file for every title question, read once and typed once.

`facts` names what it may hold, `words` the field's own terms in order, `reading` turns the file people keep
into facts and refuses what cannot be, `common` the derivations every title room uses.
"""

from gongbao.kernel.dossier.reading import citing, prepare, schema

__all__ = ["citing", "prepare", "schema"]
