"""Mapping on a real store: shown, changed, taken back, exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.books import AccountCode, OrganisationId
from app.domain.expenses import Category, Report, TagLevel
from app.domain.history import What
from app.domain.likeness import Likeness
from app.domain.listing import HistoryQuery
from app.domain.mapping_changes import Change, Kind
from app.domain.mapping_outcomes import Saved
from app.domain.mapping_view import CategoryView, MappingView
from app.domain.postings import State
from app.domain.setup import (
    CategoryRule,
    Connection,
    ConnectionId,
    PostingRules,
    Setup,
    TaxRule,
)
from app.errors import InputError
from app.services.book_news import keep_books
from app.services.mapping import Mappings
from app.services.mapping_weights import Scales
from app.services.pieces import PIECE
from app.tables import read_table, write_table
from tests.app.services.conftest import Firm
from tests.fakes.examples import (
    APPROVED,
    BOOKS,
    CONNECTION,
    SETUP,
    WORKSPACE,
    account,
    approved_on,
    expense,
    report,
    unmapped,
)

GIFTS = Change(Kind.CATEGORY, "Gifts", "420")


@dataclass
class Desk:
    """The mapping of the firm's one connection."""

    firm: Firm
    read: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        firm = self.firm

        def reading(raw: bytes, workspace: object) -> object:
            self.read.append(raw)
            return firm.source.read(raw, workspace)  # type: ignore[arg-type]

        self.mapping = Mappings(
            firm.work,
            firm.preparation,
            Scales(reading, lambda: firm.at),  # type: ignore[arg-type]
            firm.scribe,
            write_table,
            read_table,
        )

    def view(self) -> MappingView:
        view = self.mapping.view(CONNECTION.id)
        assert view is not None
        return view

    def category(self, name: str) -> CategoryView:
        return next(x for x in self.view().categories if x.name == name)

    def change(self, *changes: Change) -> Saved:
        return self.mapping.change(CONNECTION.id, changes)

    def setup(self) -> Setup:
        with self.firm.work() as work:
            return work.connections.setup(CONNECTION.id).setup


@pytest.fixture
def desk(firm: Firm) -> Desk:
    """A desk after a first sync, with one report that is blocked."""
    firm.source.now_workspace = replace(
        WORKSPACE,
        categories=(
            Category("Meals", gl_code="420"),
            Category("Travel", enabled=False),
            Category("Entertainment"),
        ),
        tag_levels=(TagLevel("", (Category("Sales"), Category("Shop"))),),
    )
    firm.pull(report("R1"), unmapped("R2"))
    return Desk(firm)


def arrive(firm: Firm, *reports: Report) -> None:
    """Have these pulled in a later sync."""
    for one in reports:
        firm.source.put(one)
    firm.sync.run(since=date(2026, 6, 1), tell=firm.told.append, stop=firm.stop)


def test_before_the_first_sync_there_is_nothing_to_show(firm: Firm) -> None:
    assert Desk(firm).mapping.view(CONNECTION.id) is None
    with pytest.raises(InputError, match="never synced"):
        Desk(firm).change(GIFTS)


def test_what_expenses_carry_is_listed_beside_what_the_workspace_has(
    desk: Desk,
) -> None:
    gifts, travel = desk.category("Gifts"), desk.category("Travel")

    assert (gifts.minor, gifts.count, gifts.listed) == (900, 1, False)
    assert (travel.minor, travel.enabled, travel.settled) == (1250, False, True)
    assert travel.account == account("493", "Travel")
    assert [x.name for x in desk.view().categories] == [
        "Gifts",
        "Entertainment",
        "Travel",
        "Meals",
    ]


def test_the_share_counts_money_not_categories(desk: Desk) -> None:
    view = desk.view()

    assert (view.settled, view.spent, view.percent) == (1250, 2150, 58)


def test_only_the_last_ninety_days_weigh(desk: Desk, firm: Firm) -> None:
    old = approved_on(report("R3", expense(7700)), APPROVED - timedelta(days=120))
    arrive(firm, old)

    assert desk.category("Travel").minor == 1250


def test_where_the_latest_report_is_old_the_days_before_it_weigh(
    desk: Desk, firm: Firm
) -> None:
    firm.at += timedelta(days=400)

    view = desk.view()

    assert view.until == APPROVED
    assert view.spent == 2150


def test_a_report_is_read_once_for_its_weight(desk: Desk, firm: Firm) -> None:
    desk.view()
    desk.view()
    first = len(desk.read)
    arrive(firm, report("R4", expense(100, "Meals")))
    minor = desk.category("Meals").minor

    assert (first, len(desk.read)) == (2, 3)
    assert minor == 100


def test_a_report_that_changed_is_weighed_anew(desk: Desk, firm: Firm) -> None:
    desk.view()
    arrive(firm, report("R1", expense(4000)))

    assert desk.category("Travel").minor == 4000


def test_what_is_wrong_with_an_account_is_said_as_in_a_report(
    desk: Desk, firm: Firm
) -> None:
    archived = tuple(replace(a, active=a.code != "493") for a in BOOKS.accounts)
    with firm.work() as work:
        work.reference.save_books(replace(BOOKS, accounts=archived))
        work.commit()

    travel = desk.category("Travel")

    assert not travel.settled
    assert [p.code for p in travel.problems] == ["account-archived"]
    assert desk.view().percent == 0


def test_mapping_a_category_makes_its_reports_ready_at_once(
    desk: Desk, firm: Firm
) -> None:
    before = firm.state("R2")

    saved = desk.change(GIFTS)

    assert before is State.BLOCKED
    assert firm.state("R2") is State.READY
    assert (saved.before, saved.version, saved.refreshed) == (1, 2, 1)
    assert saved.words == "Gifts → 420 Entertainment"
    assert desk.view().percent == 100


def test_a_change_is_written_down_with_what_it_replaced(desk: Desk, firm: Firm) -> None:
    desk.change(Change(Kind.CATEGORY, "Travel", "420"))

    query = HistoryQuery(what=frozenset({What.SETUP_CHANGED}), limit=1)
    with firm.work() as work:
        (kept,) = work.history.page(query).events
    assert kept.event.detail == "Travel → 420 Entertainment."
    assert kept.event.before == {"category Travel": "493"}
    assert kept.event.after == {"category Travel": "420", "version": "2"}
    assert kept.event.who == "Bo"


def test_many_are_mapped_in_one_version(desk: Desk) -> None:
    saved = desk.change(GIFTS, Change(Kind.CATEGORY, "Entertainment", "420"))

    assert saved.words == "2 categories → 420 Entertainment"
    assert saved.version == 2


def test_what_changes_nothing_makes_no_version(desk: Desk) -> None:
    saved = desk.change(Change(Kind.CATEGORY, "Travel", "493"))

    assert (saved.before, saved.version) == (1, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(Kind.CATEGORY, "Gifts", "999"), "not in Acme Ltd"),
        (Change(Kind.LEVEL, "Level 1", "Region", level=1), "does not track by Region"),
        (Change(Kind.TAG, "Shop", "Nowhere", level=1), "no option Nowhere"),
        (Change(Kind.TAG, "Shop", "Old", level=1), "no option Old"),
        (Change(Kind.TAG, "Shop", "Sales", level=2), "fills no tracking category"),
        (Change(Kind.TAX, "VAT", "INPUT9"), "no tax rate INPUT9"),
        (Change(Kind.CATEGORY, " ", "420"), "without a name"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_and_nothing_is_kept(
    desk: Desk, change: Change, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        desk.change(GIFTS, change)

    assert desk.setup() == SETUP


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"active": False}, "archived"), ({"system": "DEBTORS"}, "no manual journals")],
)
def test_nothing_is_mapped_to_an_account_that_cannot_be_used(
    desk: Desk, firm: Firm, changed: dict[str, object], said: str
) -> None:
    spoilt = replace(BOOKS.accounts[0], **changed)  # type: ignore[arg-type]
    with firm.work() as work:
        books = replace(BOOKS, accounts=(spoilt, *BOOKS.accounts[1:]))
        work.reference.save_books(books)
        work.commit()

    with pytest.raises(InputError, match=said):
        desk.change(GIFTS)


def test_a_tag_with_an_option_of_another_name_is_posted_on_it(
    desk: Desk, firm: Firm
) -> None:
    shop = replace(expense(500), tags=("Shop",))
    arrive(firm, report("R5", shop))
    before = firm.state("R5")

    desk.change(Change(Kind.TAG, "Shop", "Sales", level=1))

    assert before is State.BLOCKED
    journal = firm.posting("R5").journal
    assert journal is not None
    assert journal.lines[0].tracking == (("Department", "Sales"),)
    (level,) = desk.view().levels
    (tag,) = [x for x in level.tags if x.name == "Shop"]
    assert (tag.renamed, tag.problems) == (True, ())


def test_a_level_can_let_go_of_its_tracking_category(desk: Desk, firm: Firm) -> None:
    desk.change(Change(Kind.LEVEL, "Level 1", "", level=1))

    journal = firm.posting("R1").journal
    assert journal is not None
    assert journal.lines[0].tracking == ()


def test_an_older_version_is_taken_up_as_a_new_one(desk: Desk, firm: Firm) -> None:
    desk.change(GIFTS)

    saved = desk.mapping.restore(CONNECTION.id, 1, expected=2)

    assert (saved.version, desk.setup()) == (3, SETUP)
    assert firm.state("R2") is State.BLOCKED


def test_taking_back_leaves_the_rules_for_posting_alone(desk: Desk, firm: Firm) -> None:
    desk.change(GIFTS)
    rules = replace(SETUP.posting, cash_basis=False)
    with firm.work() as work:
        event = firm.scribe.event(What.SETUP_CHANGED)
        work.connections.save_setup(
            CONNECTION.id, replace(desk.setup(), posting=rules), event
        )
        work.commit()

    desk.mapping.restore(CONNECTION.id, 1)

    assert desk.setup() == replace(SETUP, posting=rules)


def test_taking_back_is_refused_where_somebody_was_quicker(desk: Desk) -> None:
    desk.change(GIFTS)

    with pytest.raises(InputError, match="meanwhile"):
        desk.mapping.restore(CONNECTION.id, 1, expected=1)
    with pytest.raises(InputError, match="no version 9"):
        desk.mapping.restore(CONNECTION.id, 9)


def test_versions_say_who_when_what_and_how_many_journals(
    desk: Desk, firm: Firm
) -> None:
    firm.post("R1")
    desk.change(GIFTS)

    newest, oldest = desk.mapping.versions(CONNECTION.id)

    assert (newest.version, newest.who, newest.journals) == (2, "Bo", 0)
    assert newest.words == "Gifts → 420 Entertainment."
    assert newest.at is not None
    assert (oldest.version, oldest.journals) == (1, 1)


def test_what_is_posted_is_left_alone(desk: Desk, firm: Firm) -> None:
    firm.post("R1")
    before = firm.posting("R1")

    desk.change(Change(Kind.CATEGORY, "Travel", "420"))

    assert firm.posting("R1") == before


def test_a_long_list_is_computed_anew_in_pieces_the_blocked_first(
    desk: Desk, firm: Firm
) -> None:
    arrive(firm, *(report(f"L{n}", expense(100 + n)) for n in range(PIECE + 5)))

    saved = desk.change(GIFTS)
    done, rest = desk.mapping.catch_up(CONNECTION.id, saved.later)

    assert firm.state("R2") is State.READY
    assert (saved.refreshed, len(saved.later), done, rest) == (1, 7, 0, ())


def test_suggestions_come_with_their_reasons_and_nothing_is_applied(
    desk: Desk,
) -> None:
    desk.change(Change(Kind.CATEGORY, "Meals", ""))

    meals, named = desk.category("Meals"), desk.category("Entertainment")

    assert meals.suggestion is not None
    assert meals.suggestion.account == "420"
    assert meals.suggestion.reason == "same code 420, mapped so until version 1"
    assert meals.rule is None
    assert named.suggestion is not None
    assert (named.suggestion.reason, named.suggestion.confidence) == ("same name", 90)
    assert desk.category("Travel").suggestion is None


def _another(firm: Firm, *rules: CategoryRule) -> ConnectionId:
    """Another connection into the same organisation, with these rules."""
    other = Connection(
        ConnectionId("c2"), "Beta", WORKSPACE.id, CONNECTION.organisation_id
    )
    with firm.work() as work:
        work.connections.save(other, firm.scribe.event(What.CONNECTED))
        setup = Setup(PostingRules(AccountCode("801"), AccountCode("802")), rules)
        work.connections.save_setup(
            other.id, setup, firm.scribe.event(What.SETUP_CHANGED)
        )
        work.commit()
    return other.id


def test_other_connections_are_precedents(desk: Desk, firm: Firm) -> None:
    _another(firm, CategoryRule("gifts", AccountCode("420")))

    found = desk.category("Gifts").suggestion

    assert found is not None
    assert (found.account, found.reason) == ("420", "mapped so in Beta")
    assert found.confidence == 92


def test_another_connection_is_copied_by_account_code_and_misses_are_listed(
    desk: Desk, firm: Firm
) -> None:
    other = _another(
        firm,
        CategoryRule("gifts", AccountCode("420")),
        CategoryRule("Meals", AccountCode("777")),
        CategoryRule("Travel", AccountCode("493")),
        CategoryRule("Unheard of", AccountCode("420")),
    )

    proposal = desk.mapping.propose_copy(CONNECTION.id, other)
    before = desk.setup()
    desk.mapping.change(CONNECTION.id, proposal.changes)

    assert before == SETUP
    assert [(x.what, x.now, x.becomes) for x in proposal.lines] == [
        ("gifts", "not mapped", "420 Entertainment")
    ]
    assert proposal.same == 1
    assert proposal.misses == (
        "Beta maps nothing for Entertainment.",
        "Meals: account 777 is not in Acme Ltd.",
    )
    assert firm.state("R2") is State.READY


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_whole_mapping_is_written_as_a_table(
    desk: Desk, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"mapping{ending}"

    rows = desk.mapping.write(CONNECTION.id, file)

    assert rows == 7
    assert file.exists()


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_table_comes_back_as_it_was_written(
    desk: Desk, tmp_path: Path, ending: str
) -> None:
    desk.change(GIFTS, Change(Kind.TAG, "Shop", "Sales", level=1))
    file = tmp_path / f"mapping{ending}"

    desk.mapping.write(CONNECTION.id, file)
    proposal = desk.mapping.propose_file(CONNECTION.id, file)

    assert proposal.lines == ()
    assert proposal.misses == ()


def test_what_is_out_of_use_already_is_no_miss_when_it_comes_back_unchanged(
    desk: Desk, firm: Firm, tmp_path: Path
) -> None:
    file = tmp_path / "mapping.xlsx"
    accounts = (replace(a, active=a.code != "493") for a in BOOKS.accounts)
    with firm.work() as work:
        work.reference.save_books(replace(BOOKS, accounts=tuple(accounts)))
        work.commit()

    desk.mapping.write(CONNECTION.id, file)
    proposal = desk.mapping.propose_file(CONNECTION.id, file)

    assert (proposal.lines, proposal.misses) == ((), ())


def test_a_file_is_looked_at_before_it_changes_anything(
    desk: Desk, tmp_path: Path
) -> None:
    file = _file(
        tmp_path,
        "Kind;Level;Expensify;Xero",
        "category;;Gifts;420",
        "category;;Meals;",
        "category;;Travel;493",
        "category;;Rent;469",
        "nonsense;;X;1",
        "tag level;one;;Department",
        "",
    )

    proposal = desk.mapping.propose_file(CONNECTION.id, file)

    assert desk.setup() == SETUP
    assert {(x.what, x.becomes) for x in proposal.lines} == {
        ("Gifts", "420 Entertainment"),
        ("Meals", "not mapped"),
    }
    assert len(proposal.misses) == 3
    assert "Rent: account 469 is not in Acme Ltd." in proposal.misses


@pytest.mark.parametrize(
    ("name", "lines", "said"),
    [
        ("mapping.csv", ("Kind,Xero",), "no column “Expensify”"),
        ("mapping.csv", (), "empty"),
        ("mapping.xlsx", ("Kind",), "is not an XLSX workbook"),
        ("mapping.ods", ("Kind",), "neither a CSV nor an XLSX"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_in_words(
    desk: Desk, tmp_path: Path, name: str, lines: Sequence[str], said: str
) -> None:
    file = _file(tmp_path, *lines, name=name)

    with pytest.raises(InputError, match=said):
        desk.mapping.propose_file(CONNECTION.id, file)


def test_a_file_in_another_encoding_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "mapping.csv"
    file.write_bytes("Kind,Expensify,Xero\ncategory,Café,420".encode("latin-1"))

    with pytest.raises(InputError, match="not UTF-8"):
        desk.mapping.propose_file(CONNECTION.id, file)
    with pytest.raises(InputError, match="cannot be read"):
        desk.mapping.propose_file(CONNECTION.id, tmp_path / "none.csv")


def test_taxes_are_listed_where_tax_is_contained(desk: Desk, firm: Firm) -> None:
    taxed = replace(expense(500), tax_name="VAT 20%", tax_code="VAT_20")
    arrive(firm, report("R6", taxed))
    with firm.work() as work:
        rules = replace(SETUP.posting, tax=TaxRule.INCLUSIVE)
        event = firm.scribe.event(What.SETUP_CHANGED)
        work.connections.save_setup(CONNECTION.id, replace(SETUP, posting=rules), event)
        work.commit()

    desk.change(Change(Kind.TAX, "VAT_20", "NONE"))

    (tax,) = desk.view().taxes
    assert (tax.name, tax.code, tax.minor, tax.tax_type) == (
        "VAT 20%",
        "VAT_20",
        500,
        "NONE",
    )


def test_money_in_another_currency_is_counted_but_not_added(
    desk: Desk, firm: Firm
) -> None:
    foreign = replace(
        report("R7", replace(expense(500), currency="EUR", converted=500)),
        currency="EUR",
    )
    arrive(firm, foreign)

    travel = desk.category("Travel")

    assert (travel.minor, travel.count) == (1250, 2)


def test_a_connection_whose_books_are_unknown_is_no_precedent(
    desk: Desk, firm: Firm
) -> None:
    other = Connection(
        ConnectionId("c3"), "Gamma", WORKSPACE.id, OrganisationId("org-9")
    )
    with firm.work() as work:
        work.connections.save(other, firm.scribe.event(What.CONNECTED))
        work.commit()

    assert desk.category("Gifts").suggestion is None
    assert desk.mapping.view(other.id) is None


def _file(folder: Path, *lines: str, name: str = "mapping.csv") -> Path:
    file = folder / name
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_what_moved_in_xero_is_suggested_where_it_is_now(
    desk: Desk, firm: Firm
) -> None:
    (tracking,) = BOOKS.tracking
    sales, old = tracking.options
    now = replace(
        BOOKS,
        accounts=tuple(
            replace(a, code=AccountCode("494"), name="Trips") if a.code == "493" else a
            for a in BOOKS.accounts
        ),
        tracking=(replace(tracking, options=(replace(sales, name="Team A"), old)),),
    )
    with firm.work() as work:
        keep_books(work, firm.scribe, BOOKS, now)
        work.commit()

    view = desk.mapping.view(CONNECTION.id)

    assert view is not None
    travel = next(x for x in view.categories if x.name == "Travel")
    assert travel.suggestion is not None
    assert travel.suggestion.account == "494"
    assert "493 is 494 in Xero now" in travel.suggestion.reason
    tags = {tag.name: tag.suggestion for x in view.levels for tag in x.tags}
    assert tags["Sales"] == Likeness("Team A", "renamed in Xero", 97)
    assert len(view.news) == 1
