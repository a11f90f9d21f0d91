"""Imported records as drafts of this project: each quote at its one place in a source, or listed with the reason."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from generator.analysis.anchoring.match import Match, find_matches, is_empty_quote
from generator.analysis.anchoring.source_text import SourceText, prepare_texts, widen_to_words
from generator.commands.import_.records import ImportedClaim, ImportedFile, ImportedQuote, ImportedSource
from generator.commands.shared.claim_ids import make_claim_id
from generator.commands.shared.evidence_edit import FileEdit, NewEvidence, NoQuote, quote_stretch
from generator.commands.shared.new_claim import name_own_file
from generator.commands.shared.quote_yaml import QuoteWithContext, disambiguate
from generator.commands.shared.yaml_edit import insert_entries, insert_entry
from generator.commands.shared.yaml_text import PlainText, YamlValue, to_block
from generator.folding import fold
from generator.reading import project_files
from generator.reading.desk_shapes import is_claim_date
from generator.reading.ids import ID, ID_LENGTH, RESERVED_IDS, make_id
from generator.reading.project_files import CLAIMS
from generator.reading.schema import list_includes
from generator.reading.shapes import is_date, is_number
from generator.reading.sources import Library
from generator.reading.urls import is_url
from generator.reading.yamltree import FORBIDDEN
from generator.values import dataclass
from generator.vocabulary import MODALITY_IDS, STANCE_IDS, VERDICTS

_STATEMENT = 1_000  # characters, as the schema has it
_SHORT = 300  # characters of a statement that is made of a quote
_TEXT = 20_000
_NAME = 300
_SHOWN = 100  # characters of words in a report
_URL_NOISE = re.compile(r"^www\.")


@dataclass(frozen=True, slots=True)
class Drafts:
    """What an import writes, and what it does not: `left` has a line for each record that is not in the edits."""

    edits: tuple[FileEdit, ...]
    claims: int
    quotes: int
    sources: int
    left: tuple[str, ...]
    notes: tuple[str, ...]


def draft_import(root: Path, library: Library, imported: ImportedFile, name: str) -> Drafts:
    """Return the edits that write what was imported; `name` is the file's, without its suffix.

    Raises UnsafeEdit where the claims file cannot be edited, and FileRefused.
    """
    drafter = _Drafter(library)
    entries: dict[str, Mapping[str, YamlValue]] = {}
    for claim in imported.claims:
        drafter.draft_claim(claim, entries)
    edits = _edit_sources(root, library, imported.sources, drafter)
    sections = {"topics": drafter.topics, "entities": drafter.entities, "claims": entries}
    new = {section: said for section, said in sections.items() if said}
    if new:
        edits = _edit_claims(root, library, new, name, edits)
    return Drafts(
        tuple(edit for edit in edits if edit.after != edit.before),
        len(entries),
        drafter.quotes,
        drafter.sources,
        (*imported.faults, *drafter.left),
        tuple(drafter.notes),
    )


class _Drafter:
    """Turns records into entries, and collects what cannot be."""

    def __init__(self, library: Library) -> None:
        corpus = library.corpus
        self._library = library
        self._texts = prepare_texts(corpus, library.articles, frozenset(source.id for source in corpus.sources), 100)
        self.by_name = dict(_name_sources(library))
        self._known = {fold(claim.statement).text.casefold(): claim.id for claim in corpus.claims}
        self._ids = set(library.declared["claim"])
        self._verdicts = {rating.label.casefold(): rating.id for rating in corpus.site.ratings}
        self._verdicts |= {rating.id.casefold(): rating.id for rating in corpus.site.ratings}
        if not corpus.site.ratings:
            self._verdicts = {id: id for id in VERDICTS} | {VERDICTS[id].label.casefold(): id for id in VERDICTS}
        self._names = {
            "topic": {topic.name.casefold(): topic.id for topic in corpus.topics},
            "entity": {entity.name.casefold(): entity.id for entity in corpus.entities},
        }
        self.topics: dict[str, Mapping[str, YamlValue]] = {}
        self.entities: dict[str, Mapping[str, YamlValue]] = {}
        self.quotes = self.sources = 0
        self.left: list[str] = []
        self.notes: list[str] = []

    def draft_claim(self, claim: ImportedClaim, entries: dict[str, Mapping[str, YamlValue]]) -> None:
        """Add the claim's entry, unless the project has it or nothing is left of it."""
        found = [(quote, self._anchor(quote)) for quote in claim.quotes]
        anchored = [evidence for _, evidence in found if isinstance(evidence, NewEvidence)]
        statement = _one_line(claim.statement)[:_STATEMENT]
        for quote, reason in found:
            if isinstance(reason, str):
                self.left.append(f"{quote.where}: {reason}: “{_shorten(quote.words)}”")
        if not statement and not anchored:
            return
        statement = statement or _cut(anchored[0].quote.quote)
        there = claim.id if claim.id in self._ids else self._known.get(fold(statement).text.casefold())
        if there:
            self.left.append(f"{claim.where}: the claim “{there}” is there already, and is left as it is")
            return
        usable = ID.fullmatch(claim.id) and len(claim.id) <= ID_LENGTH and claim.id not in RESERVED_IDS
        id = claim.id if usable else make_claim_id(statement, self._ids)
        self._ids.add(id)
        self._known[fold(statement).text.casefold()] = id
        unique = {tuple(evidence.fields().items()): evidence for evidence in anchored}
        self.quotes += len(unique)
        if len(unique) < len(anchored):
            self.notes.append(f"{claim.where}: {len(anchored) - len(unique)} quotes are there twice, and written once")
        entries[id] = {
            "statement": statement,
            **self._describe(claim),
            "draft": True,
            **({"evidence": [evidence.fields() for evidence in unique.values()]} if unique else {}),
        }

    # -- places ---------------------------------------------------------------------------------------------------

    def _anchor(self, quote: ImportedQuote) -> NewEvidence | str:
        """Return the evidence of a quote at its one place, or why there is none."""
        words = FORBIDDEN.sub("", quote.words)
        if is_empty_quote(fold(words).text) or len(words) > _TEXT:
            return "there are no words to quote in it" if len(words) <= _TEXT else "it is too long for a quote"
        texts = self._find_texts(quote.source)
        places = [place for text in texts or self._texts.values() if (place := self._find_place(text, words, quote))]
        if not places:
            unknown = f"there is no source “{_shorten(quote.source)}”, and "
            return (
                f"its words are not in “{texts[0].source.id}”"
                if texts
                else (f"{unknown if quote.source else ''}its words are in no other")
            )
        if len(places) == 1 and not texts and quote.source and not isinstance(places[0], str):
            self._learn(quote, places[0].source)
        if len(places) > 1 or isinstance(places[0], str):
            return "its words are in several places: quote more of them"
        return self._judge(quote, places[0])

    def _learn(self, quote: ImportedQuote, id: str) -> None:
        """Take a name of a source that is not known for that of the one source that has the words."""
        self.by_name[_normalise(quote.source) or quote.source.strip().casefold()] = id
        self.notes.append(f"{quote.where}: “{_shorten(quote.source)}” is taken for “{id}”, which alone has its words")

    def _find_texts(self, named: str) -> Sequence[SourceText]:
        id = self.by_name.get(_normalise(named)) or self.by_name.get(named.strip().casefold())
        return [self._texts[id]] if id and id in self._texts else []

    def _find_place(self, text: SourceText, words: str, quote: ImportedQuote) -> QuoteWithContext | str | None:
        """Return the quote at its place in a source; a text where there are several, and None where there is none."""
        folded = fold(words).text
        matches, _ = find_matches(folded, text.folded)
        if not matches:
            first = text.folded.text.find(folded)
            if first < 0 or text.folded.text.find(folded, first + 1) >= 0:
                return None
            try:  # the selection begins or ends inside a word
                return quote_stretch(text, *widen_to_words(text.folded, first, first + len(folded)))
            except NoQuote:
                return None
        kept = matches if len(matches) == 1 else _choose_match(text, matches, quote)
        if len(kept) != 1:
            return "several"
        match = kept[0]
        return disambiguate(text, " ".join(words.split()), match, matches) or "several"

    def _judge(self, quote: ImportedQuote, place: QuoteWithContext | str) -> NewEvidence | str:
        if isinstance(place, str) or FORBIDDEN.search(place.quote + place.prefix + place.suffix):
            return "it has characters that cannot be published"
        stance = quote.stance.strip().lower()
        if stance and stance not in STANCE_IDS:
            self.notes.append(f"{quote.where}: “{_shorten(stance)}” is no stance: it is “mentions” now")
        value = quote.value.strip()
        if value and not is_number(value):
            self.notes.append(f"{quote.where}: the value “{_shorten(value)}” is no number: left out")
        modality = quote.modality if quote.modality in MODALITY_IDS else None
        return NewEvidence(
            place,
            stance if stance in STANCE_IDS else "mentions",
            _one_line(quote.speaker)[:_NAME] or None,
            value if is_number(value) else None,
            modality,
            FORBIDDEN.sub("", quote.note).strip()[:_TEXT] or None,
        )

    # -- fields ---------------------------------------------------------------------------------------------------

    def _describe(self, claim: ImportedClaim) -> Mapping[str, YamlValue]:
        """Return the entry's other keys; what a value cannot be is told and left out."""
        said = dict(claim.fields)
        described: dict[str, YamlValue] = {}
        for key, kind in (("topics", "topic"), ("entities", "entity")):
            ids = [id for name in getattr(claim, key) if (id := self._find_thing(kind, name))]
            described |= {key: list(dict.fromkeys(ids))} if ids else {}
        if is_number(said.get("quantity", "")):
            rough = {"approximate": True} if said.get("approximate") in {"yes", "true"} else {}
            unit = _one_line(said.get("unit", ""))[:100]
            described["quantity"] = {"value": PlainText(said["quantity"]), **({"unit": unit} if unit else {}), **rough}
        verdict = said.get("verdict", "").strip()
        if verdict.casefold() in self._verdicts:
            described["verdict"] = self._verdicts[verdict.casefold()]
        elif verdict:
            self.notes.append(f"{claim.where}: the verdict “{_shorten(verdict)}” is none of this project: left out")
        for key in ("date", "checked"):
            if (is_claim_date if key == "date" else is_date)(said.get(key, "")):
                described[key] = said[key]
            elif said.get(key):
                self.notes.append(f"{claim.where}: {key} “{_shorten(said[key])}” is no date: left out")
        checker = _one_line(said.get("checked_by", ""))[:_NAME]
        described |= {"checked_by": checker} if checker else {}
        explanation = FORBIDDEN.sub("", said.get("explanation", "")).strip()[:_TEXT]
        review = said.get("review", "")
        if is_url(review):
            explanation = f"{explanation}\n\nReview: <{review}>".strip()
        described |= {"explanation": explanation} if explanation else {}
        by = _one_line(claim.claimed.get("by", ""))[:_NAME]
        if by:
            checks = {"date": is_date, "url": is_url}
            other = {key: value for key, value in claim.claimed.items() if key in checks and checks[key](value)}
            described["claimed"] = [{"by": self._names["entity"].get(by.casefold(), by), **other}]
        return described

    def _find_thing(self, kind: str, name: str) -> str:
        """Return the id of a topic or an entity, which is begun if the project has none of this id or name."""
        name = _one_line(name)[:_NAME]
        declared = self._library.declared["topic" if kind == "topic" else "entity"]
        id = self._names[kind].get(name.casefold()) or (name if name in declared else make_id(name))
        if not id or id in RESERVED_IDS or len(id) > ID_LENGTH:
            self.notes.append(f"no id can be made of the {kind} “{_shorten(name)}”: left out")
            return ""
        begun = self.topics if kind == "topic" else self.entities
        if id not in declared and id not in begun and id not in self._names[kind].values():
            begun[id] = {"name": name if name != id else id.replace("-", " ").capitalize()}
        return id


def _choose_match(text: SourceText, matches: Sequence[Match], quote: ImportedQuote) -> Sequence[Match]:
    """Return the matches that stand between the words beside the quote, or begin at its offset; if any do."""
    source = text.folded.text
    prefix, suffix = fold(quote.prefix).text.strip(), fold(quote.suffix).text.strip()
    beside = [
        match
        for match in matches
        if source[: match.start].rstrip().endswith(prefix) and source[match.end :].lstrip().startswith(suffix)
    ]
    found = beside or matches
    if len(found) == 1 or quote.start is None:
        return found
    return [match for match in found if text.folded.start(match.start) == quote.start] or found


def _name_sources(library: Library) -> Mapping[str, str]:
    """Return the ids of sources by all that may tell which is meant."""
    names: dict[str, str] = {}
    for source in library.corpus.sources:
        addresses = filter(None, (source.url, source.archive_url))
        own = (source.id, source.file, Path(source.file).stem, source.title or "")
        published = (f"sources/{source.id}.txt", f"sources/{source.id}.html")
        for name in (*map(str.casefold, own), *map(_normalise, (*addresses, *published))):
            names.setdefault(name, source.id)
    names.pop("", None)
    return names


def _normalise(address: str) -> str:
    """Return what two spellings of an address have in common; of a page of ours, its path in the site."""
    own = re.search(r"(?:^|/)(sources/[a-z0-9-]+\.(?:txt|html))(?:[#?]|$)", address)
    if own:
        return own[1]
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    host = _URL_NOISE.sub("", (parts.hostname or "").lower())
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}" if host else ""


def _one_line(text: str) -> str:
    return " ".join(FORBIDDEN.sub("", text).split())


def _shorten(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _cut(statement: str) -> str:
    return statement if len(statement) <= _SHORT else statement[:_SHORT].rpartition(" ")[0] or statement[:_SHORT]


# -- files --------------------------------------------------------------------------------------------------------


def _edit_sources(
    root: Path, library: Library, sources: Iterable[ImportedSource], drafter: _Drafter
) -> tuple[FileEdit, ...]:
    """Return the edits that add what is known of sources, and was not; what is there stays."""
    declared = library.declared["source"]
    by_id = {source.id: source for source in library.corpus.sources}
    by_name = drafter.by_name
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    for imported in sources:
        title, url = imported.fields.get("title", ""), imported.fields.get("url", "")
        names = (*imported.names, str(url), str(title))
        id = next((by_name[key] for name in names for key in (name.casefold(), _normalise(name)) if key in by_name), "")
        if not id:
            how = f": verbatim add {url}" if url else ""
            drafter.left.append(f"{imported.where}: no file among the sources is “{_shorten(str(title or url))}”{how}")
            continue
        source = by_id[id]
        fields = {key: value for key, value in _source_fields(imported) if not getattr(source, key, None)}
        if not fields:
            continue
        path = declared[id].path if id in declared else CLAIMS
        before.setdefault(path, project_files.read_bytes(root, path))
        content = after.get(path, before[path])
        if id in declared:
            for key, value in fields.items():
                content = insert_entry(content, ["sources", id], key, value)
        else:
            content = insert_entry(content, ["sources"], id, {"file": source.file, **fields}, levels=1)
        after[path] = content
        drafter.sources += 1
    return tuple(FileEdit(path, before[path], content) for path, content in after.items())


def _source_fields(imported: ImportedSource) -> Iterator[tuple[str, YamlValue]]:
    """Yield the keys of an entry that the imported values are good for."""
    checks = {"url": is_url, "archive_url": is_url, "published": is_date, "accessed": is_date}
    for key, value in imported.fields.items():
        if not isinstance(value, str):
            yield key, [_one_line(name)[:_NAME] for name in value]
        elif checks.get(key, bool)(value) and (
            key != "language" or re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", value)
        ):
            yield key, _one_line(value)[:_STATEMENT]


def _edit_claims(
    root: Path,
    library: Library,
    sections: Mapping[str, Mapping[str, Mapping[str, YamlValue]]],
    name: str,
    edits: tuple[FileEdit, ...],
) -> tuple[FileEdit, ...]:
    """Return the edits, with that of the claims: into a file of their own where an include takes it in."""
    id = f"import-{make_id(name) or 'file'}"[:ID_LENGTH].rstrip("-")
    includes = list_includes(library.documents[0]) if library.documents else ()
    own = next((path for pattern, _ in includes if (path := name_own_file(pattern, id))), None)
    if own and not (root / own).exists():
        lines = (line for section, entries in sections.items() for line in to_block(section, entries, 4, 1))
        return (*edits, FileEdit(own, None, "".join(f"{line}\n" for line in lines).encode()))
    known = next((edit for edit in edits if edit.path == CLAIMS), None)
    start = known or FileEdit(CLAIMS, before := project_files.read_bytes(root, CLAIMS), before)
    content = start.after or b""
    for section, entries in sections.items():
        content = insert_entries(content, section, entries, levels=3)
    return (*(edit for edit in edits if edit is not known), replace(start, after=content))
