"""What the web uses of the review of titles.

Bodies: `accredit`, `order`, `bodies`, `body_of`. Rounds: `arrange`, `rounds`. Pool: `enter`, `suspend`, `remove`, `experts`.
Fees: `fee_due`, `fee_terms`, `pay_fee`, `fees_of`. Cases of institutions: `lists`, `reach`, `do`. Meetings: `plan`, `attend`, `excuse`, `recuse`, `of_body`, `of_member`, `command`.
Draws: `announce`, `fix_root`, `run`, `published`, `check_draw`, `draws`. Opinions: `give`. Votes: `open_vote`, `issue`, `cast`, `close`,
`count_item`, `tally`. Schools: `enter_posts`, `check_school`, `set_panel`, `school_view`. Results: `write_up`, `accept_meeting`, `object_to`, `standing_of`, `known`, `reviews`.
"""

from __future__ import annotations

from gongbao.platform.titles.applying import COUNTED_ONLY, do, reach
from gongbao.platform.titles.bodies import NEXT, ORDERS, accredit, bodies, body_of, order
from gongbao.platform.titles.casefile import CaseView, lists, paper, view
from gongbao.platform.titles.certificates import known, of_case
from gongbao.platform.titles.committees import names as committees
from gongbao.platform.titles.conditions import answers_of
from gongbao.platform.titles.copies import WITHDRAWN
from gongbao.platform.titles.counting import count_item, counts_of, tally
from gongbao.platform.titles.draws import announce, draws, fix_root, published, run
from gongbao.platform.titles.draws import checked as check_draw
from gongbao.platform.titles.fees import due as fee_due
from gongbao.platform.titles.fees import fees_of
from gongbao.platform.titles.fees import pay as pay_fee
from gongbao.platform.titles.fees import terms as fee_terms
from gongbao.platform.titles.meeting_views import ItemView, MeetingView, item_view
from gongbao.platform.titles.meeting_views import view as meeting_view
from gongbao.platform.titles.meetings import (
    attend,
    command,
    draw_of,
    excuse,
    of_body,
    of_member,
    own,
    plan,
    recuse,
    recused,
    seat_of,
)
from gongbao.platform.titles.minutes import write_up
from gongbao.platform.titles.models import (
    Application,
    Body,
    Certificate,
    Draw,
    Expert,
    Item,
    Meeting,
    Round,
    School,
    Seat,
)
from gongbao.platform.titles.opinions import give, marked
from gongbao.platform.titles.pool import enter, experts, remove, suspend
from gongbao.platform.titles.posts import levels
from gongbao.platform.titles.publicity import accept_meeting, object_to, standing_of, to_accept
from gongbao.platform.titles.reports import BY, FEW, Line, OpenLine, open_lines, reviews, years
from gongbao.platform.titles.rounds import arrange, rounds
from gongbao.platform.titles.schools import Level, SchoolView, all_schools, panel_of, school_view, set_panel
from gongbao.platform.titles.schools import check as check_school
from gongbao.platform.titles.schools import enter as enter_posts
from gongbao.platform.titles.schools import office_of as school_office
from gongbao.platform.titles.voting import (
    cast,
    close,
    code_of,
    flagged,
    hall,
    issue,
    open_vote,
    payload,
    seal_choice,
    terms,
)
from gongbao.platform.titles.words import (
    APP,
    BODY_STATES,
    CITY_ROLE,
    ITEM_STATES,
    KINDS,
    PURPOSES,
    ROOMS,
    SEAT_STATES,
    clause_of,
    dated,
    step_clause,
    title_rooms,
)

__all__ = [
    "APP",
    "BODY_STATES",
    "BY",
    "CITY_ROLE",
    "COUNTED_ONLY",
    "FEW",
    "ITEM_STATES",
    "KINDS",
    "NEXT",
    "ORDERS",
    "PURPOSES",
    "ROOMS",
    "SEAT_STATES",
    "WITHDRAWN",
    "Application",
    "Body",
    "CaseView",
    "Certificate",
    "Draw",
    "Expert",
    "Item",
    "ItemView",
    "Level",
    "Line",
    "Meeting",
    "MeetingView",
    "OpenLine",
    "Round",
    "School",
    "SchoolView",
    "Seat",
    "accept_meeting",
    "accredit",
    "all_schools",
    "announce",
    "answers_of",
    "arrange",
    "attend",
    "bodies",
    "body_of",
    "cast",
    "check_draw",
    "check_school",
    "clause_of",
    "close",
    "code_of",
    "command",
    "committees",
    "count_item",
    "counts_of",
    "dated",
    "do",
    "draw_of",
    "draws",
    "enter",
    "enter_posts",
    "excuse",
    "experts",
    "fee_due",
    "fee_terms",
    "fees_of",
    "fix_root",
    "flagged",
    "give",
    "hall",
    "issue",
    "item_view",
    "known",
    "levels",
    "lists",
    "marked",
    "meeting_view",
    "object_to",
    "of_body",
    "of_case",
    "of_member",
    "open_lines",
    "open_vote",
    "order",
    "own",
    "panel_of",
    "paper",
    "pay_fee",
    "payload",
    "plan",
    "published",
    "reach",
    "recuse",
    "recused",
    "remove",
    "reviews",
    "rounds",
    "run",
    "school_office",
    "school_view",
    "seal_choice",
    "seat_of",
    "set_panel",
    "standing_of",
    "step_clause",
    "suspend",
    "tally",
    "terms",
    "title_rooms",
    "to_accept",
    "view",
    "write_up",
    "years",
]  # fmt: skip
