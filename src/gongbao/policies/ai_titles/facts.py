"""Facts of AI titles: the dossier's, and the finding only this document asks for."""

from __future__ import annotations

from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier.findings import BODY, SHARED, finding
from gongbao.kernel.dossier.works import OUTPUTS, PERFORMANCE, PROJECTS

RESEARCH, APPLICATION = "人工智能研究", "人工智能应用"
SPECIALITY = ("人工智能", RESEARCH, APPLICATION)
"""How a title's speciality says that it is of this document."""
school_class_ok = finding(
    "school_class_ok", "认定技工院校毕业按相当学历对待",
    "Found that a technical-school class is treated as the degree it equals", BODY, ask=60,
)  # fmt: skip
DOSSIER = (*d.FACTS, OUTPUTS, PERFORMANCE, PROJECTS, *SHARED, school_class_ok)
"""Everything a dossier may hold: accepted whole, whatever the title asked about."""
