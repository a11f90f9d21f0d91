"""News agencies that a text is credited to, or that a passage is attributed to, as the text itself says.

A credit says that the text is the agency's: in the dateline, on a line of its own, in brackets after the last sentence,
beside a copyright. An attribution says of a sentence that an agency reported it. A mention of any other kind is
neither: an agency may be what an article is about, or have taken its photographs.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache

from generator.folding import fold
from generator.language.tokens import LETTERS_OR_DIGITS
from generator.model import Entity
from generator.text import tokens_like
from generator.values import dataclass

# Each agency by the names that texts credit it by, the one that readers know first.
AGENCIES: tuple[tuple[str, ...], ...] = (
    ("Reuters", "Thomson Reuters"),
    ("Associated Press", "The Associated Press", "AP"),
    ("Agence France-Presse", "Agence France Presse", "AFP"),
    ("United Press International", "UPI"),
    ("Korean Central News Agency", "North Korean Central News Agency", "KCNA"),
    ("Yonhap", "Yonhap News Agency"),
    ("Kyodo", "Kyodo News", "Kyodo News Service"),
    ("Jiji Press", "Jiji"),
    ("Xinhua", "Xinhua News Agency", "New China News Agency"),
    ("China News Service", "CNS"),
    ("Central News Agency", "CNA"),
    ("TASS", "ITAR-TASS", "Itar-Tass"),
    ("RIA Novosti", "RIA"),
    ("Interfax",),
    ("Ukrinform",),
    ("Deutsche Presse-Agentur", "dpa", "DPA"),
    ("Agenzia Nazionale Stampa Associata", "ANSA"),
    ("EFE", "Agencia EFE"),
    ("Europa Press",),
    ("Lusa",),
    ("Press Association", "PA Media", "PA"),
    ("Canadian Press", "The Canadian Press", "CP"),
    ("Australian Associated Press", "AAP"),
    ("Press Trust of India", "PTI"),
    ("Asian News International", "ANI"),
    ("Indo-Asian News Service", "IANS"),
    ("Anadolu Agency", "Anadolu", "AA"),
    ("Islamic Republic News Agency", "IRNA"),
    ("Syrian Arab News Agency", "SANA"),
    ("Saudi Press Agency", "SPA"),
    ("Middle East News Agency", "MENA"),
    ("Antara", "Antara News"),
    ("Bernama",),
    ("Belga", "Belga News Agency"),
    ("Algemeen Nederlands Persbureau", "ANP"),
    ("Austria Presse Agentur", "Austria Press Agency"),
    ("Keystone-SDA", "SDA"),
    ("Norsk Telegrambyrå", "NTB"),
    ("Tidningarnas Telegrambyrå",),
    ("Ritzau",),
    ("Polska Agencja Prasowa", "Polish Press Agency", "PAP"),
    ("Czech News Agency", "ČTK", "CTK"),
    ("Magyar Távirati Iroda", "MTI"),
    ("Agerpres",),
    ("Tanjug",),
    ("Bloomberg News", "Bloomberg"),
)  # fmt: skip

# Short forms that mean much else: they count in a credit only.
_AMBIGUOUS = frozenset(
    (
        "AA",
        "ANI",
        "ANP",
        "CNA",
        "CNS",
        "CP",
        "MENA",
        "MTI",
        "PA",
        "PAP",
        "RIA",
        "SANA",
        "SDA",
        "SPA",
        "Bloomberg",
        "BLOOMBERG",
    )
)
_OPENING = 1_500  # characters of a text in which a dateline stands
_SAYS = (
    "said|says|reported|reports|announced|announces|quoted|quotes|cited|cites|added|adds|wrote|carried|confirmed|stated"
)
_STAFF = r"(?i:\s+(?:staff writer|staff|writer|correspondent|reporter|news agency))?\.?[^\S\n]*(?m:$)"
# What may stand between an agency and what it does.
_ASIDE = (
    r"(?:,[^,.!?\n]{1,60},|\s+(?:news agency|news service|agency|also|later|earlier|today|yesterday|has|had|on \w+))"
)
_WHOSE = r"(?:\s+(?:the|a|an|official|state|state-\w+|news|agency|wire|service|[A-Z]\w+(?:['’]s)?))"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns for the names of agencies, for credits to one, and for attributions to one."""

    named: re.Pattern[str]
    credited: re.Pattern[str]
    attributed: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class AgencyNames:
    """The agencies by each of their names, as folded; `further` are the names that only this project knows.

    `sought` are the spellings that are looked for: those that stand in the texts at hand are enough, and a pattern of
    few is quickly compiled. None is all of them.
    """

    named: Mapping[str, str]
    further: tuple[tuple[str, str], ...] = ()
    sought: tuple[str, ...] | None = None

    def agency(self, name: str | None) -> str | None:
        """Return the agency that has this very name."""
        return self.named.get(_fold_name(name)) if name else None

    def spellings_in(self, text: str) -> tuple[str, ...]:
        """Return the spellings of names that are in the text, sorted; their words are words of the text."""
        worded, like = _index_spellings(self.further)
        words = frozenset(like.findall(text))
        return tuple(sorted(spelling for spelling, own in worded.items() if own <= words and spelling in text))

    def credits(self, text: str) -> tuple[str, ...]:
        """Return the agencies that the text as a whole is credited to, each once, in order."""
        credited = self._patterns().credited
        return self._name_agencies(
            match for match in credited.finditer(text) if match["dateline"] is None or match.start() < _OPENING
        )

    def attributions(self, sentence: str) -> tuple[str, ...]:
        """Return the agencies that a sentence names as having reported it."""
        return self._name_agencies(self._patterns().attributed.finditer(sentence))

    def _patterns(self) -> "_Patterns":
        return _patterns(_list_spellings(self.further) if self.sought is None else self.sought)

    def _name_agencies(self, matches: Iterable[re.Match[str]]) -> tuple[str, ...]:
        groups = (group for match in matches for group in match.groups() if group)
        names = (name for group in groups for name in self._patterns().named.findall(group))
        return tuple(dict.fromkeys(self.named[_fold_name(name)] for name in names))


def collect_agencies(entities: Iterable[Entity]) -> AgencyNames:
    """Return the well-known agencies, with the further names of entities that share a name with one."""
    known = _known_names()
    further: list[tuple[str, str]] = []
    for entity in entities:
        if entity.kind != "organization":
            continue
        names = (entity.name, *entity.aliases)
        agency = next((known[_fold_name(name)] for name in names if _fold_name(name) in known), None)
        further += [(name, agency) for name in names if agency and _fold_name(name) not in known]
    return AgencyNames({**known, **{_fold_name(name): agency for name, agency in further}}, tuple(further))


@cache
def _known_names() -> Mapping[str, str]:
    return {_fold_name(name): names[0] for names in AGENCIES for name in names}


@lru_cache(4)
def _list_spellings(further: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    names = (*(name for agency in AGENCIES for name in agency), *(name for name, _ in further))
    return tuple(sorted({spelling for name in names for spelling in (name, name.upper())}))


@lru_cache(4)
def _index_spellings(further: tuple[tuple[str, str], ...]) -> tuple[Mapping[str, frozenset[str]], re.Pattern[str]]:
    """Return the words of each spelling, and a pattern for all tokens that begin as one of them does."""
    worded = {spelling: frozenset(LETTERS_OR_DIGITS.findall(spelling)) for spelling in _list_spellings(further)}
    return worded, tokens_like(word for words in worded.values() for word in words)


@lru_cache(4)
def _patterns(spelt: tuple[str, ...]) -> _Patterns:
    one, sure = _pattern_of(spelt), _pattern_of([name for name in spelt if name not in _AMBIGUOUS])
    several = rf"{one}(?:\s*(?:,|/|;|&|and|und|et|y)\s*{one}){{0,4}}"
    credited = (
        # PYONGYANG, Oct 24 (Reuters) - …
        rf"(?m:^)[^\n()]{{0,80}}\((?P<dateline>{several})\)\s*[-–—_:.]"
        # A line of its own: Reuters; (AP); Source: AFP; Associated Press Writer.
        rf"|(?mi:^[^\S\n]*(?:[-–—*|(]+\s*)?(?:(?:source|from|by|via|credit|quelle|agency|agencies)\b:?\s*)?(?:the\s+)?)"
        rf"(?P<line>{several})\)?{_STAFF}"
        # By Jane Roe, Associated Press Writer
        rf"|(?mi:^[^\S\n]*by\s+)[^\n]{{2,80}}?(?:,|\n|\s[-–—|/]|\sof)\s*(?i:the\s+)?(?P<byline>{one}){_STAFF}"
        # After the last sentence: … he said. (AP); … he said. — Reuters
        rf"|[.!?…][\"'”’»]?\s*(?:\((?P<bracketed>{several})\)|[-–—]{{1,2}}\s*(?P<signed>{several}))\.?[^\S\n]*(?m:$)"
        rf"|(?i:©|\(c\)|copyright)[^\n]{{0,40}}?(?P<owner>{one})"
    )
    attributed = (
        rf"(?P<says>{sure}){_ASIDE}{{0,3}},?\s+(?:{_SAYS})\b"
        rf"|(?i:\b(?:according to|told|(?:reported|quoted|cited|carried|announced|said) by"
        rf"|(?:report|dispatch|statement|interview) (?:by|from|of|in|with|to|on)))(?P<by>{_WHOSE}{{0,5}}\s+{sure})"
        rf"|(?P<report>{sure})(?:['’]s)?\s+(?:report|dispatch)"
        rf"|\((?P<noted>{sure})\)"
    )
    return _Patterns(*map(re.compile, (one, credited, attributed)))


def _pattern_of(names: Collection[str]) -> str:
    """Return a pattern for any of the names as a whole word, the longest first; without names it matches nothing."""
    if not names:
        return "(?!)"
    return rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))})(?![\w-])"


def _fold_name(name: str) -> str:
    return fold(name).text.casefold()
