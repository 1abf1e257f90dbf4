"""What the window may ask while a company is set up, as values, and who answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from app.domain.beginning import Beginning, Pair
from app.domain.books import Books, OrganisationId
from app.domain.expenses import Workspace
from app.domain.postings import Posting, PostingId
from app.domain.reversing import Outcome
from app.domain.situation import Known, Situation, Survey
from app.ports.beginning import Begun
from app.ports.running import Stop, Tell


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far it has come; answered by a Situation."""


@dataclass(frozen=True, slots=True)
class ShowBegun:
    """What was chosen so far, and nothing else; answered by the Beginning."""


@dataclass(frozen=True, slots=True)
class KeepBeginning:
    """Keep what was chosen so far; answered by it."""

    beginning: Beginning


@dataclass(frozen=True, slots=True)
class ReadBooks:
    """Read these organisations' books anew; answered by the Books."""

    organisation_ids: tuple[OrganisationId, ...]


@dataclass(frozen=True, slots=True)
class TryExpensify:
    """Try credentials and keep them; answered by the workspaces."""

    user_id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadWorkspaces:
    """What the kept credentials see; answered by the workspaces."""


@dataclass(frozen=True, slots=True)
class TakeSurvey:
    """What a pair has; answered by its Survey."""

    pair: Pair


@dataclass(frozen=True, slots=True)
class Connect:
    """Make the connection and read its reports; answered by the Beginning."""

    beginning: Beginning


@dataclass(frozen=True, slots=True)
class PostFirst:
    """Save a first journal as a draft; answered by the Beginning and the Posting."""

    posting_id: PostingId


@dataclass(frozen=True, slots=True)
class DeleteFirst:
    """Delete it again; answered by the Beginning and the Outcome."""

    posting_id: PostingId


@dataclass(frozen=True, slots=True)
class Confirm:
    """End the beginning of this company; answered by the next Beginning."""

    beginning: Beginning


BeginningQuestion = HowFar | ShowBegun | KeepBeginning
BeginningCall = ReadBooks | TryExpensify | ReadWorkspaces
"""What a person waits for, and a run need not hold up."""
BeginningErrand = TakeSurvey | Connect | PostFirst | DeleteFirst | Confirm
BeginningWish = BeginningCall | BeginningErrand


class Connecting(Protocol):
    """Tries and keeps credentials."""

    def expensify(self, user_id: str, secret: str) -> tuple[Workspace, ...]:
        """Say which workspaces they see."""
        ...


class Surveying(Protocol):
    """Looks before anything is set up."""

    def workspaces(self) -> tuple[Workspace, ...]:
        """Name every workspace."""
        ...

    def books(self, organisation_id: OrganisationId) -> Books:
        """Read an organisation's books."""
        ...

    def survey(self, pair: Pair, *, tell: Tell, stop: Stop) -> Survey:
        """Look at a pair."""
        ...


class Beginnings(Protocol):
    """Does what was chosen."""

    def known(self) -> Known:
        """Say what is known."""
        ...

    def connect(self, beginning: Beginning, *, tell: Tell, stop: Stop) -> Beginning:
        """Make the connection."""
        ...

    def post_first(
        self, posting_id: PostingId, *, tell: Tell, stop: Stop
    ) -> tuple[Beginning, Posting]:
        """Save one journal as a draft."""
        ...

    def delete_first(
        self, posting_id: PostingId, *, tell: Tell, stop: Stop
    ) -> tuple[Beginning, Outcome]:
        """Delete it again."""
        ...

    def confirm(self, beginning: Beginning) -> Beginning:
        """End it."""
        ...


class SettingUp(Protocol):
    """The use cases of setting a company up."""

    @property
    def connecting(self) -> Connecting:
        """Tries credentials."""
        ...

    @property
    def surveyor(self) -> Surveying:
        """Looks."""
        ...

    @property
    def begun(self) -> Begun:
        """Keeps how far it is."""
        ...

    @property
    def beginning(self) -> Beginnings:
        """Does."""
        ...


def beginning_answer(services: SettingUp, asked: BeginningQuestion) -> object:
    """Ask the use case."""
    match asked:
        case HowFar():
            return Situation(services.begun.get(), services.beginning.known())
        case ShowBegun():  # asked at every start: it takes no more than this
            return services.begun.get()
        case KeepBeginning(beginning):
            services.begun.put(beginning)
            return beginning


def beginning_call(services: SettingUp, call: BeginningCall) -> tuple[object, ...]:
    """Have the use case ask the service."""
    match call:
        case ReadBooks(ids):
            return tuple(services.surveyor.books(which) for which in ids)
        case TryExpensify(user_id, secret):
            return services.connecting.expensify(user_id, secret)
        case ReadWorkspaces():
            return services.surveyor.workspaces()


def begun_by(
    services: SettingUp, errand: BeginningErrand, tell: Tell, stop: Stop
) -> tuple[object, ...]:
    """Have the use case do it."""
    beginning = services.beginning
    done: tuple[object, ...]
    match errand:
        case TakeSurvey(pair):
            done = (services.surveyor.survey(pair, tell=tell, stop=stop),)
        case Connect(begun):
            done = (beginning.connect(begun, tell=tell, stop=stop),)
        case PostFirst(which):
            done = beginning.post_first(which, tell=tell, stop=stop)
        case DeleteFirst(which):
            done = beginning.delete_first(which, tell=tell, stop=stop)
        case Confirm(begun):
            done = (beginning.confirm(begun),)
    return done
