"""Setting a company up, in memory: what two services have, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.domain.beginning import Beginning, Pair
from app.domain.books import Books, OrganisationId
from app.domain.expenses import Workspace
from app.domain.postings import Posting, PostingId
from app.domain.reversing import Outcome
from app.domain.situation import Known, Survey
from app.errors import AppError, InputError
from app.ports.running import Stop, Tell


@dataclass
class FakeBeginnings:
    """Answers from what a test put in; ``trouble`` is raised once, by name."""

    beginning: Beginning = field(default_factory=Beginning)
    now_known: Known = field(default_factory=Known)
    seen: tuple[Workspace, ...] = ()
    surveys: dict[Pair, Survey] = field(default_factory=dict)
    trouble: dict[str, AppError] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)

    def get(self) -> Beginning:
        """What was kept."""
        return self.beginning

    def known(self) -> Known:
        """What is known."""
        return self.now_known

    def put(self, beginning: Beginning) -> None:
        """Keep."""
        self.beginning = beginning

    def expensify(self, user_id: str, secret: str) -> tuple[Workspace, ...]:
        """Try."""
        self._fail("expensify")
        if not user_id or not secret:
            raise InputError("The user ID and the secret are both needed.")
        self.tried.append(user_id)
        self.now_known = replace(self.now_known, expensify=True)
        return self.seen

    def workspaces(self) -> tuple[Workspace, ...]:
        """Name them."""
        self._fail("workspaces")
        return self.seen

    def books(self, organisation_id: OrganisationId) -> Books:
        """Read."""
        self._fail("books")
        found = (x.books for x in self.surveys.values())
        return next(x for x in found if x.organisation.id == organisation_id)

    def survey(self, pair: Pair, *, tell: Tell, stop: Stop) -> Survey:
        """Look."""
        del tell, stop
        self._fail("survey")
        return self.surveys[pair]

    def connect(self, beginning: Beginning, *, tell: Tell, stop: Stop) -> Beginning:
        """Be connected elsewhere: the window's tests do it against real servers."""
        del tell, stop
        self._fail("connect")
        self.put(beginning)
        return beginning

    def post_first(
        self, posting_id: PostingId, *, tell: Tell, stop: Stop
    ) -> tuple[Beginning, Posting]:
        """Refuse: nothing is ready here."""
        del tell, stop
        raise InputError(f"There is no posting {posting_id}.")

    def delete_first(
        self, posting_id: PostingId, *, tell: Tell, stop: Stop
    ) -> tuple[Beginning, Outcome]:
        """Refuse: nothing was posted here."""
        del tell, stop
        raise InputError(f"There is no posting {posting_id}.")

    def confirm(self, beginning: Beginning) -> Beginning:
        """Go on to the next."""
        self.put(beginning.following())
        return self.beginning

    def _fail(self, what: str) -> None:
        error = self.trouble.pop(what, None)
        if error is not None:
            raise error
