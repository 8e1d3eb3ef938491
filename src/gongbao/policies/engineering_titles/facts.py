"""Facts of engineering titles: the dossier's, and the findings only this document asks for."""

from __future__ import annotations

from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier.findings import BODY, SHARED, finding
from gongbao.kernel.dossier.works import OUTPUTS, PERFORMANCE
from gongbao.law.text import Text

CITY = Text("市人力资源和社会保障局", "the city human resources bureau")
breakthrough_found = finding(
    "breakthrough_found", "认定取得关键核心技术突破或解决重大工程难题", "Found to have made a key breakthrough", CITY, ask=60
)  # fmt: skip
innovation_found = finding(
    "innovation_found", "认定在自主创新和成果转化中成绩突出", "Found outstanding in innovation and its transfer", CITY, ask=60
)  # fmt: skip
skill_honour_found = finding(
    "skill_honour_found", "认定属于高技能人才破格申报的荣誉", "Found to hold an honour that opens the way for skilled workers", BODY, ask=60
)  # fmt: skip
DOSSIER = (*d.FACTS, OUTPUTS, PERFORMANCE, *SHARED, breakthrough_found, innovation_found, skill_honour_found)
"""Everything a dossier may hold: accepted whole, whatever the title asked about."""
