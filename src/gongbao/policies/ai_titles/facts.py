"""Facts of AI titles: the dossier's, and how its directions are called."""

from __future__ import annotations

from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier.findings import SHARED, school_class_ok
from gongbao.kernel.dossier.works import OUTPUTS, PERFORMANCE, PROJECTS

RESEARCH, APPLICATION = "人工智能研究", "人工智能应用"
SPECIALITY = ("人工智能", RESEARCH, APPLICATION)
"""How a title's speciality says that it is of this document."""
DOSSIER = (*d.FACTS, OUTPUTS, PERFORMANCE, PROJECTS, *SHARED, school_class_ok)
"""Everything a dossier may hold: accepted whole, whatever the title asked about."""
