"""What other apps use of parties: accounts, persons, firms, roles, mandates, second factors."""

from __future__ import annotations

from gongbao.platform.parties.accounts import (
    close_account,
    join_person,
    open_account,
    same_person,
    set_preferences,
)
from gongbao.platform.parties.acting import ActingChoice, acting_choices, actor_for, resolve_actor
from gongbao.platform.parties.firms import (
    FirmView,
    find_firm,
    firm,
    register_firm,
    set_bank_account,
    update_firm,
)
from gongbao.platform.parties.mandates import Party, grant, mandates_of, parties, party, revoke
from gongbao.platform.parties.opening import opened
from gongbao.platform.parties.persons import (
    PersonView,
    find_or_create_people,
    find_or_create_person,
    find_person,
    normal_name,
    person,
    person_fingerprint,
    rename_person,
    same_name,
)
from gongbao.platform.parties.reveal import disclose, reveal
from gongbao.platform.parties.roles import (
    RoleView,
    appoint,
    dismiss,
    officers,
    offices,
    role_history,
    roles_by_office,
)
from gongbao.platform.parties.second_factor import (
    enrol,
    has_second_factor,
    new_secret,
    officer_ready,
    remove_factor,
    step_up,
    stepped_up_at,
    verify_second_factor,
)
from gongbao.platform.parties.sessions import (
    SessionView,
    end_session,
    end_sessions,
    failed_sign_ins,
    sessions,
    unlock,
)
from gongbao.platform.parties.words import ALL_ROOMS, AccountKind, MandateKind, Role

__all__ = [
    "ALL_ROOMS", "AccountKind", "ActingChoice", "FirmView", "MandateKind", "Party", "PersonView", "Role",
    "RoleView", "SessionView", "acting_choices", "actor_for", "appoint", "close_account", "disclose", "dismiss",
    "end_session", "end_sessions", "enrol", "failed_sign_ins", "find_firm", "find_or_create_people",
    "find_or_create_person", "find_person", "firm", "grant", "has_second_factor", "join_person", "mandates_of",
    "new_secret", "normal_name", "officer_ready", "officers", "offices", "open_account", "opened", "parties",
    "party", "person", "person_fingerprint", "register_firm", "remove_factor", "rename_person",
    "resolve_actor", "reveal", "revoke", "role_history", "roles_by_office", "same_name",
    "same_person", "sessions", "set_bank_account", "set_preferences", "step_up", "stepped_up_at", "unlock",
    "update_firm", "verify_second_factor",
]  # fmt: skip
