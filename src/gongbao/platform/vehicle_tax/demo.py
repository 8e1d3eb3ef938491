"""A small synthetic scene: two insurers (one careless), their units and systems, a register of made-up vehicles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from gongbao.platform.cases.services import act
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, Tx, write
from gongbao.platform.parties import services as parties
from gongbao.platform.vehicle_tax import credentials, institutions, systems, vehicles
from gongbao.policies.vehicle_tax.entry import vin_check_digit

SPACE = UUID("6f0c0f3e-6b8f-4f4f-9d55-2a5d7c0c0b09")
OFFICE = "xicheng"
RELEASE, UNTESTED = "3.2.0", "4.0.0-beta"
CAREFUL, CARELESS = ("91110102MA00A0001N", "华京样例财产保险股份有限公司北京分公司"), (
    "91110102MA00B0007P", "朔方样例财产保险股份有限公司北京分公司",
)  # fmt: skip
BRANCHES = (
    ("XC01", "西城营业部", "branch"),
    ("HD02", "海淀营业部", "branch"),
    ("AG09", "京北汽车保险代理", "intermediary"),
)


@dataclass(frozen=True)
class Insurer:
    """An insurer of the scene with its key for the interface."""

    party: UUID
    code: str
    name: str
    token: str
    sandbox_token: str
    unit_token: str

    @property
    def actor(self) -> Actor:
        """Its clerk, acting for it."""
        return Actor("party", account=uuid5(SPACE, self.code), name=self.name, party=self.party)


@dataclass(frozen=True)
class Scene:
    """The scene as made."""

    careful: Insurer
    careless: Insurer


def officer(role: str, office: str = OFFICE, *, person: str = "") -> Actor:
    """An officer of the scene with the second factor just shown."""
    who = uuid5(SPACE, person or role)
    return Actor(
        "officer", account=who, name=role, office=office, roles=frozenset({role}), stepped_up_at=clock.now(), person=who
    )  # fmt: skip


def do(
    command: Callable[[Tx], Any], actor: Actor = SYSTEM, *, key: str, name: str = "vehicle_tax.demo"
) -> Any:
    """Run one command of the scene once."""
    return write(command, actor=actor, key=f"demo/{key}", name=name)


def credit_code(stem: str) -> str:
    """A unified social credit code with its right check character, from its first 17."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(stem[:17]))
    return stem[:17] + alphabet[(31 - total % 31) % 31]


def vin(number: int) -> str:
    """A made-up VIN with its right check digit."""
    bare = f"LGB0{number % 1000:03d}E0X{number:07d}"[:17]
    return bare[:8] + vin_check_digit(bare[:8] + "0" + bare[9:]) + bare[9:]


def car(number: int, **more: Any) -> dict[str, Any]:
    """A vehicle of the register: a 1.6 litre car bought in 2019 whose tax is paid to 2020, unless told otherwise."""
    return {
        "vin": vin(number), "plate": f"京Q{number:05d}", "vehicle_class": "passenger_car", "displacement_ml": 1598,
        "seats": 5, "kerb_kg": 1350, "energy": "ordinary", "standing": "ordinary", "bought_on": date(2019, 5, 6),
        "model": "", "owner_number": f"11010219800101{number % 10000:04d}", "paid_through": 2020, **more,
    }  # fmt: skip


def entry(vehicle: dict[str, Any], on: date, **more: Any) -> dict[str, Any]:
    """What an insurer enters for a vehicle of the scene and a policy of one year signed on `on`."""
    whole = {k: v for k, v in vehicle.items() if k != "paid_through"}
    return {
        "system": RELEASE, **whole, "owner_name": "样例车主", "policy_number": f"PDZA{vehicle['vin'][-6:]}{on:%y}",
        "signed_on": on, "cover_from": on, "cover_to": on.replace(year=on.year + 1) - timedelta(days=1),
        "already_paid": False, "proof_number": "", "proof_office": "", **more,
    }  # fmt: skip


REGISTER = (
    *(car(n) for n in range(1, 31)),
    car(31, displacement_ml=1600),
    car(32, displacement_ml=1601),
    car(33, energy="energy_saving", displacement_ml=1498, model="YL7150S4"),
    car(34, energy="electric_car", displacement_ml=None),
    car(35, vehicle_class="truck", kerb_kg=1495, displacement_ml=2771, seats=2),
    car(36, vehicle_class="coach", seats=20, displacement_ml=4500),
    car(37, standing="police"),
    car(38, paid_through=2018),
    car(39, vehicle_class="motorcycle", displacement_ml=250, seats=2, kerb_kg=160),
    car(40, energy="new_energy", vehicle_class="coach", seats=35, displacement_ml=None, model="YL6110EV"),
)
LISTED = (
    {"kind": "energy_saving", "model": "YL7150S4", "maker": "样例汽车有限公司", "batch": "第一批", "listed_from": date(2018, 10, 1), "listed_to": None},
    {"kind": "new_energy", "model": "YL6110EV", "maker": "样例客车有限公司", "batch": "第一批", "listed_from": date(2018, 10, 1), "listed_to": None},
)  # fmt: skip
"""Made-up models, as a sheet of the ministries' catalogues would list them."""


def load(started: datetime, going_live: date | None = None) -> Scene:
    """Make the scene with the clock at `started`; systems go live three days later, or on `going_live`."""
    live = going_live or started.date() + timedelta(days=3)
    do(lambda tx: vehicles.take_in(tx, REGISTER), key="register")
    do(lambda tx: vehicles.take_in_models(tx, LISTED), key="catalogue")
    careful = _insurer(CAREFUL, live)
    careless = _insurer(CARELESS, live)
    return Scene(careful, careless)


def _insurer(who: tuple[str, str], live: date) -> Insurer:
    code, name = credit_code(who[0]), who[1]
    party = UUID(
        str(do(lambda tx: str(parties.register_firm(tx, code, name, office=OFFICE)), key=f"firm/{code}"))
    )
    secrets = {kind: credentials.draw_secret() for kind in ("live", "sandbox", "unit")}

    def found(tx: Tx) -> dict[str, str]:
        institutions.register_institution(tx, party, code, name, OFFICE)
        for unit in BRANCHES:
            institutions.add_unit(tx, party, *unit)
        return {
            "live": credentials.issue_key(tx, party, secrets["live"]),
            "sandbox": credentials.issue_key(tx, party, secrets["sandbox"], sandbox=True),
            "unit": credentials.issue_key(tx, party, secrets["unit"], unit="HD02", duties=("collect",)),
        }

    keys = do(found, key=f"insurer/{code}")
    made = Insurer(
        party, code, name, *(f"{keys[kind]}.{secrets[kind]}" for kind in ("live", "sandbox", "unit"))
    )
    _accept(made, live)
    return made


def _accept(insurer: Insurer, going_live: date) -> None:
    """The system of both insurers passes; the next version of the careless one is only applied for."""
    entered = {
        "system": "车险核心业务系统",
        "release": RELEASE,
        "change": "接入车船税代收",
        "go_live_on": going_live,
    }
    key = f"accept/{insurer.code}"
    case = do(
        lambda tx: systems.apply_for_acceptance(tx, insurer.party, entered), insurer.actor, key=f"{key}/1"
    )
    steps = (
        ("forward", "tax_officer", OFFICE, {}),
        ("pass_technology", "city_tax_technology", "city_tax", {"tested": "联网、格式、留痕、保密，全部通过"}),
        ("pass_business", "city_tax_business", "city_tax", {"tested": "40个用例计税结果全部相符"}),
    )  # fmt: skip
    for action, role, office, body in steps:
        do(
            lambda tx, a=action, r=role, b=body: act(tx, UUID(case["case"]), a, r, b),
            officer(role, office), key=f"{key}/{action}",
        )  # fmt: skip
    later = {
        **entered,
        "release": UNTESTED,
        "change": "新版计税模块",
        "go_live_on": going_live + timedelta(days=60),
    }
    if insurer.code.startswith(CARELESS[0][:17]):
        do(
            lambda tx: systems.apply_for_acceptance(tx, insurer.party, later),
            insurer.actor,
            key=f"{key}/later",
        )


CLERKS = {"insurer1": "顾南乔", "insurer2": "温如许"}
OFFICERS = {
    "xicheng-tax": ("简宁", OFFICE, "tax_officer"), "xicheng-tax-reviewer": ("叶知秋", OFFICE, "tax_reviewer"),
    "city-tax": ("宋以沫", "city_tax", "city_tax_business"), "city-tax-it": ("程朗", "city_tax", "city_tax_technology"),
}  # fmt: skip
"""Demo accounts of the room; their names are invented like everybody's here."""


def open_accounts(tx: Tx, scene: Scene, password: str) -> None:
    """Accounts of the insurers' clerks and of the tax officers."""
    first = date(2020, 1, 1)
    for (login, name), insurer, number in zip(
        CLERKS.items(), (scene.careful, scene.careless), (1, 2), strict=True
    ):
        person = parties.find_or_create_person(tx, _identity(number), name)
        account = parties.open_account(tx, login, password, name=name, person=person)
        parties.grant(
            tx, principal=insurer.party, kind=parties.MandateKind.REPRESENTATIVE, rooms=["vehicle_tax"], starts_on=first,
            ends_on=None, agent_account=account,
        )  # fmt: skip
    for login, (name, office, role) in OFFICERS.items():
        key = parties.open_account(tx, login, password, name=name, kind=parties.AccountKind.OFFICER)
        parties.appoint(tx, key, office, parties.Role(role), first)


def _identity(number: int) -> str:
    """A made-up identity number with its right check character."""
    stem = f"1101021985010{number}00{number}"
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(stem))
    return stem + "10X98765432"[total % 11]
