"""The project as frozen values: what was read of it, and what was found out. They refer to one another by id."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from generator.assertion import Assertion
from generator.cues import Cue
from generator.diagnostics import Location
from generator.id_references import EntryReferences, Reference
from generator.license import License
from generator.notices import FormerId, Withdrawal, Withholding
from generator.rating_scale import Number, Rating
from generator.source_files import ArticleBounds, OriginalFile
from generator.suspicion import FilePageFacts, Suspicion
from generator.uncited import Uncited
from generator.values import dataclass
from generator.vocabulary import MODALITIES, Corroboration, EntityKind, Modality, RelationKind, Stance, TieKind

NOWHERE = Location("claims.yaml")

GapKind = Literal["left-out", "replaced"]
# A quotation in a text of the desk's own, in its search form: its source, start and end there, and the id of the
# evidence that quotes the passage around it, or "".
ProsePlace = tuple[str, str, int, int, str]


# -- what the curator wrote ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AcceptedWarning:
    """The desk has seen the warnings of a code at a thing and holds to what it wrote; `reason` is for readers."""

    code: str
    reason: str
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the site."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """The `site` mapping. `ratings` is empty where the four verdicts are the scale."""

    title: str
    description: str | None = None
    base_url: str | None = None
    language: str = "en"
    publisher: Publisher | None = None
    about: str | None = None
    sources_dir: str = "seeds"
    contact: str | None = None
    ratings: tuple[Rating, ...] = ()
    location: Location = NOWHERE
    search: Literal["own", "pagefind"] = "own"
    search_at: Location = NOWHERE
    accept: tuple[AcceptedWarning, ...] = ()  # for the whole project
    id: str | None = None
    license: License | None = None
    clean_urls: bool = False
    funding: str | None = None
    corrections_policy: str | None = None
    featured: tuple[str, ...] = ()  # claims that the home page begins with


@dataclass(frozen=True, slots=True)
class IndependenceOverride:
    """The desk's decision that a source is independent of this other one; `reason` is for readers."""

    source: str
    reason: str
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Source:
    """An article's file, relative to the project with forward slashes, and what is known of it.

    A field that is not known is None or empty. `title` is what the curator or the file says; pages show `label`, which
    falls back to the file's name. `inferred` pairs a field with how it is known.
    """

    id: str
    file: str
    title: str | None = None
    publisher: str | None = None
    author: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    archive_url: str | None = None
    accessed: str | None = None
    language: str | None = None
    sha256: str | None = None
    derived_from: str | None = None
    independent_of: tuple[IndependenceOverride, ...] = ()
    display: Literal["full", "excerpts", "withheld"] = "full"
    inferred: tuple[tuple[str, str], ...] = ()
    original: OriginalFile | None = None
    article: tuple[ArticleBounds, ...] = ()
    note: str | None = None
    location: Location = NOWHERE
    accept: tuple[AcceptedWarning, ...] = ()
    withheld: Withholding | None = None
    formerly: tuple[FormerId, ...] = ()

    @property
    def label(self) -> str:
        return self.title or (self.publisher if self.withheld else None) or self.file.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    name: str
    description: str | None = None
    location: Location = NOWHERE
    accept: tuple[AcceptedWarning, ...] = ()
    formerly: tuple[FormerId, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    description: str | None = None
    location: Location = NOWHERE
    accept: tuple[AcceptedWarning, ...] = ()
    formerly: tuple[FormerId, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    value: Number
    unit: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    claim: str
    relation: RelationKind


@dataclass(frozen=True, slots=True)
class Correction:
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Review:
    """A person's statement to have read a claim's quotes in place; with an `objection` no reader is told of it."""

    date: str
    fingerprint: str
    by: str | None = None
    location: Location = NOWHERE
    objection: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One quote from one source with its stance. `number` counts from 1 in the claim's own order."""

    claim: str
    number: int
    source: str
    quote: str
    stance: Stance
    speaker: str | None = None
    value: Number | None = None
    note: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    location: Location = NOWHERE  # where the quote's value begins
    modality: Modality | None = None  # as typed
    value_at: Location = NOWHERE

    @property
    def told_modality(self) -> Modality:
        return self.modality or ("said" if self.speaker else "stated")

    @property
    def counted_stance(self) -> Stance:
        """What the quote counts as: a forecast or a condition only mentions what it speaks of."""
        return self.stance if MODALITIES[self.told_modality].counts else "mentions"

    @property
    def id(self) -> str:
        return f"{self.claim}-{self.number}"


@dataclass(frozen=True, slots=True)
class Claim:
    id: str
    statement: str
    topics: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    quantity: Quantity | None = None
    date: str | None = None
    verdict: str | None = None
    explanation: str | None = None
    checked: str | None = None
    checked_by: str | None = None
    related: tuple[Relation, ...] = ()
    reviewed: Review | None = None
    corrections: tuple[Correction, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    location: Location = NOWHERE  # of its id
    verdict_at: Location = NOWHERE
    accept: tuple[AcceptedWarning, ...] = ()
    keywords: tuple[str, ...] = ()  # further words to search by
    claimed: tuple[Assertion, ...] = ()  # by whom; then the statement is in the claimant's words
    history: tuple[Correction, ...] = ()  # what readers saw change
    withdrawn: Withdrawal | None = None
    draft: bool = False
    formerly: tuple[FormerId, ...] = ()
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that the project's files say, in the curator's order; `sources` also has those without an entry.

    Once drafts are set apart, `claims` are those that are published whole, and `withdrawn` those of which a notice is.
    """

    site: Site
    sources: tuple[Source, ...] = ()
    topics: tuple[Topic, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    withdrawn: tuple[Claim, ...] = ()
    drafts: tuple[Claim, ...] = ()
    references: tuple[Reference, ...] = ()
    named: tuple[EntryReferences, ...] = ()  # by entries whose Markdown is in order
    markdown: tuple[tuple[str, Location], ...] = ()  # every Markdown value, and where it begins


# -- what a source says -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TagPiece:
    """One start or end tag of the article's own structure, safe to print: made here, never copied from a file."""

    html: str


@dataclass(frozen=True, slots=True)
class TextRun:
    """The stretch text[start:end] of an article, to be printed escaped."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML between two `---` lines, or the TOML between two `+++`, and the file's line, from 1, where it starts."""

    text: str
    line: int
    toml: bool = False


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """What a file says. The runs of `pieces`, joined, are `text`.

    `pages` are the offsets at which the pages of a paged file begin, `notes` the places of note marks in the text, and
    `cues` those of a recording's subtitles. `title_from` says how a title is known that the file does not state;
    `suspicions` follow from text and `facts`.
    """

    text: str
    pieces: tuple[TagPiece | TextRun, ...]
    title: str | None
    front_matter: FrontMatter | None
    pages: tuple[int, ...] = ()
    notes: tuple[tuple[int, int], ...] = ()
    cues: tuple[Cue, ...] = ()
    title_from: str = ""
    facts: tuple[FilePageFacts, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A source's plain text, and how to show it.

    The runs of `pieces`, in order and joined, are `text`: nothing is left out and nothing stands twice. `plain` says
    that line breaks and spaces are to be shown as they are. `sha256` is that of the file's bytes. `pages` are
    the offsets at which the pages of a paged file begin, empty for any other; `notes` are the places of note marks, and
    `cues` those of a recording's subtitles.
    `stretches` are the parts of the text that are the article proper, in order; empty where all of it is.
    """

    source: str
    text: str
    pieces: tuple[TagPiece | TextRun, ...]
    plain: bool
    sha256: str
    pages: tuple[int, ...] = ()
    notes: tuple[tuple[int, int], ...] = ()
    cues: tuple[Cue, ...] = ()
    stretches: tuple[tuple[int, int], ...] = ()

    def page(self, offset: int) -> int | None:
        """Return the page of the character at the offset, counted from 1; None where the file has no pages."""
        return bisect_right(self.pages, offset) or None

    def cue(self, offset: int) -> Cue | None:
        """Return the cue of the character at the offset; None where the file has no subtitles."""
        number = bisect_right(self.cues, offset, key=lambda cue: cue.start)
        return self.cues[number - 1] if number else None


@dataclass(frozen=True, slots=True)
class Segment:
    """text[start:end] of a source, in code points: words of the source itself."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Words left out or replaced: what the curator typed there, brackets included, and text[start:end] of the source.

    The place is not known where brackets stand at an end of the quote, and there is none where nothing is hidden.
    """

    words: str
    start: int | None = None
    end: int | None = None
    kind: GapKind = "replaced"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The one place of a piece of evidence in its source: segments in order, and the gaps between them."""

    evidence: str
    source: str
    layout: tuple[Segment | Gap, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        return tuple([part for part in self.layout if isinstance(part, Segment)])

    @property
    def start(self) -> int:
        first = self.layout[0]
        return first.start if isinstance(first, Segment) else self.segments[0].start

    @property
    def end(self) -> int:
        last = self.layout[-1]
        return last.end if isinstance(last, Segment) else self.segments[-1].end


# -- what follows from both ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tie:
    """A reason for counting two sources as one, as a clause that a reader understands."""

    first: str
    second: str
    kind: TieKind
    reason: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Sources that count as one, and the ties between them; a source on its own has none."""

    sources: tuple[str, ...]
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class DismissedTie:
    """A tie that the desk does not count, and its reason."""

    tie: Tie
    reason: str


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """text[start:end] of one source that was copied, perhaps lightly edited, from or to another source's text.

    `same` words of `words` (the longer side's) are the same, in the same order; `unit` says what was counted, since
    some scripts put no spaces between words. `runs` are the places here and there of the words that are the same.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    same: int
    words: int
    unit: Literal["words", "characters"] = "words"
    runs: tuple[tuple[int, int, int, int], ...] = ()

    def swap_texts(self) -> "SharedPassage":
        """Return the passage as seen from the other text."""
        here = (self.other_start, self.other_end, self.start, self.end)
        runs = sorted((there, last, start, end) for start, end, there, last in self.runs)
        return SharedPassage(*here, self.same, self.words, self.unit, tuple(runs))


@dataclass(frozen=True, slots=True)
class SharedText:
    """The passages that two sources share, in the order of the first's text."""

    first: str
    second: str
    passages: tuple[SharedPassage, ...]

    @property
    def same(self) -> int:
        return sum(passage.same for passage in self.passages)

    @property
    def words(self) -> int:
        return sum(passage.words for passage in self.passages)

    @property
    def unit(self) -> str:
        return self.passages[0].unit


@dataclass(frozen=True, slots=True)
class Standing:
    """What the evidence of a claim amounts to. Sources are ids in the order of their first quotes."""

    claim: str
    corroboration: Corroboration
    supporting: tuple[str, ...] = ()
    refuting: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()  # of the supporting sources; where none supports or one says both, of all
    overruled: tuple[DismissedTie, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a source where an entity is named."""

    entity: str
    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A project that passed every check: all that the pages are made from.

    `articles` and their `sentences` are by source id, `anchors` by evidence id, `standings` and `uncited` by claim id;
    every source, piece of evidence and claim of the corpus has its own. `mentions` are sorted by entity, then source
    (in the corpus's order), then start; `shared` by the first source, then the second. `prose_places` are quotations in
    the desk's own texts by whose texts they are, such as `claim:ID`; `prose_counts` how many were sought and found.
    """

    corpus: Corpus
    articles: Mapping[str, Article] = field(default_factory=dict)
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    shared: tuple[SharedText, ...] = ()
    uncited: Mapping[str, Uncited] = field(default_factory=dict)
    sentences: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    prose_places: Mapping[str, tuple[ProsePlace, ...]] = field(default_factory=dict)
    prose_counts: tuple[int, int] = (0, 0)
