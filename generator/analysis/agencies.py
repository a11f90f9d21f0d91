"""News agencies that a text is credited to, or that a passage is attributed to, as the text itself says.

A credit says that the text is the agency's: in the dateline, on a line of its own, in brackets after the last sentence,
beside a copyright. An attribution says of a sentence that an agency reported it. A mention of any other kind is
neither: an agency may be what an article is about, or have taken its photographs.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache

from generator.analysis.agency_names import AGENCIES, AMBIGUOUS_NAMES
from generator.analysis.agency_phrases import (
    CITED,
    ITS,
    NATIVE_CITED,
    NATIVE_ENDING,
    NATIVE_ITS,
    NATIVE_SAYS,
    PICTURE,
    SOURCE,
    UNSPACED_CITED,
    UNSPACED_SAYS,
)
from generator.folding import fold_name
from generator.language.tokens import LETTERS_OR_DIGITS
from generator.model import Entity
from generator.patterns import lazy_pattern
from generator.text import UNSPACED, tokens_like
from generator.values import dataclass

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

# Of another script than the Latin one; said by the two ranges that are left out, it is compiled ten times as fast.
_FAR_LETTER = lazy_pattern("[^\x00-\u036f\u2000-\u2e7f]")
_NO_BOUNDARY = lazy_pattern(f"[{UNSPACED}\u30a1-\u30ff\u1100-\u11ff\uac00-\ud7af\uff21-\uff3a]")


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
        return self.named.get(fold_name(name)) if name else None

    def spellings_in(self, text: str) -> tuple[str, ...]:
        """Return the spellings of names that are in the text, sorted; in Latin text their words are its words."""
        worded, like = _index_spellings(self.further)
        words = frozenset(like.findall(text))
        found = {spelling for spelling, own in worded.items() if own <= words and spelling in text}
        if _FAR_LETTER.search(text):
            letters = frozenset(text)
            spellings = _list_spellings(self.further)
            found.update(spelling for spelling in spellings if spelling[0] in letters and spelling in text)
        return tuple(sorted(found))

    def credits(self, text: str) -> tuple[str, ...]:
        """Return the agencies that the text as a whole is credited to, each once, in order."""
        credited = self._patterns().credited
        found = credited.finditer(text)
        return self._name_agencies(
            match for match in found if match.start() < _OPENING or not (match.lastgroup or "").startswith("dateline")
        )

    def attributions(self, sentence: str) -> tuple[str, ...]:
        """Return the agencies that a sentence names as having reported it."""
        return self._name_agencies(self._patterns().attributed.finditer(sentence))

    def _patterns(self) -> "_Patterns":
        return _patterns(_list_spellings(self.further) if self.sought is None else self.sought)

    def _name_agencies(self, matches: Iterable[re.Match[str]]) -> tuple[str, ...]:
        groups = (group for match in matches for group in match.groups() if group)
        names = (name for group in groups for name in self._patterns().named.findall(group))
        return tuple(dict.fromkeys(self.named[fold_name(name)] for name in names))


def collect_agencies(entities: Iterable[Entity]) -> AgencyNames:
    """Return the well-known agencies, with the further names of entities that share a name with one."""
    known = _known_names()
    further: list[tuple[str, str]] = []
    for entity in entities:
        if entity.kind != "organization":
            continue
        names = (entity.name, *entity.aliases)
        agency = next((known[fold_name(name)] for name in names if fold_name(name) in known), None)
        further += [(name, agency) for name in names if agency and fold_name(name) not in known]
    return AgencyNames({**known, **{fold_name(name): agency for name, agency in further}}, tuple(further))


@cache
def _known_names() -> Mapping[str, str]:
    return {fold_name(spelling): names[0] for names in AGENCIES for name in names for spelling in (name, name.upper())}


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
    one, sure = _pattern_of(spelt), _pattern_of([name for name in spelt if name not in AMBIGUOUS_NAMES])
    several = rf"{one}(?:\s*(?:,|،|/|;|=|＝|・|&|and|und|et|y)\s*{one}){{0,4}}"
    credited = (
        # PYONGYANG, Oct 24 (Reuters) - …
        rf"(?m:^)[^\n(（]{{0,80}}[(（](?P<dateline>{several})[)）]\s*[-–—―_:.।。=]"
        # A line of its own: Reuters; (AP); Source: AFP; 出典：共同通信; Associated Press Writer.
        rf"|(?mi:^[^\S\n]*(?:[-–—*|(（【\[]+\s*)?(?:(?:{SOURCE}|\b(?:from|by|via))\b[^\S\n]*[:：]?[^\S\n]*)?(?:the\s+)?)"
        rf"(?P<line>{several})[)）】\]]?{_STAFF}"
        # By Jane Roe, Associated Press Writer
        rf"|(?mi:^[^\S\n]*by\s+)[^\n]{{2,80}}?(?:,|\n|\s[-–—|/]|\sof)\s*(?i:the\s+)?(?P<byline>{one}){_STAFF}"
        # After the last sentence: … he said. (AP); … he said. — Reuters; …と述べた。（共同）
        rf"|[.!?…。！？।۔][\"'”’»」』]?\s*"
        rf"(?:[(（【\[](?P<bracketed>{several})[)）】\]]|[-–—]{{1,2}}\s*(?P<signed>{several}))[.。।]?[^\S\n]*(?m:$)"
        # 【5月4日 AFP】 …; (워싱턴=AP) …
        rf"|(?m:^)[^\S\n]*(?:【[^】\n]{{0,20}}?(?P<dateline_beside>{one})】"
        rf"|[(（\[](?![^)）\]\n]{{0,20}}(?:{PICTURE}))[^)）\]\n]{{1,20}}[=＝](?P<dateline_equal>{one})[)）\]])"
        rf"|(?i:©|ⓒ|\(c\)|copyright|저작권자)[^\n]{{0,40}}?(?P<owner>{one})"
    )
    attributed = (
        rf"(?P<says>{sure}){_ASIDE}{{0,3}},?\s+(?:{_SAYS})\b"
        rf"|(?i:\b(?:according to|told|(?:reported|quoted|cited|carried|announced|said) by"
        rf"|(?:report|dispatch|statement|interview) (?:by|from|of|in|with|to|on)))(?P<by>{_WHOSE}{{0,5}}\s+{sure})"
        rf"|(?P<report>{sure})(?:['’]s)?\s+(?:report|dispatch)"
        rf"|\((?P<noted>{sure})\)"
        rf"|(?i:\b(?:{CITED})\b)(?P<cited>{ITS}{{0,3}}{sure})"
    )
    native = [name for name in spelt if _FAR_LETTER.search(name)]
    if native:
        credited += rf"|{_native_credits(native)}"
        attributed += rf"|{_native_attributions([name for name in native if name not in AMBIGUOUS_NAMES])}"
    return _Patterns(*map(re.compile, (rf"{one}|{_any_of(native)}", credited, attributed)))


def _native_credits(names: Collection[str]) -> str:
    """Return a pattern for the ways in which texts of other scripts than the Latin one credit an agency."""
    unspaced, spaced = _split_by_script(names)
    open_, close, inside = r"[(（【\[［〔]", r"[)）】\]］〕]", r"[^\n()（）【】\[\]［］〔〕]"
    between, further = r"[-–—=＝,،、:/][^\S\n]?", rf"[-–—/,،=＝]{inside}{{0,25}}"
    begin = rf"(?m:^)(?:{inside}{{0,50}}[,،、\d]{inside}{{0,20}}|{inside}{{0,12}})"
    picture = rf"(?!{inside}{{0,30}}?(?:{PICTURE}))"
    return "|".join(
        (
            # (서울=연합뉴스) …; 【東京共同】…; [東京 4日 ロイター] …; (中央社記者王明台北3日電) …
            rf"{begin}{open_}{picture}{inside}{{0,30}}?(?P<dateline_in>{unspaced}){inside}{{0,25}}{close}",
            # दिल्ली, तीन मई (भाषा) …; داليا (أ ف ب) …
            rf"{begin}{open_}{picture}(?:{inside}{{0,30}}?{between})?(?P<dateline_by>{spaced})(?:\s*{further})?{close}",
            # 新华社北京5月3日电 …
            rf"(?m:^)[^\S\n]*{open_}?(?P<dateline_of>{unspaced})[^\s，。；、（）()【】]{{0,25}}?(?:[日\d][电電]|[电電讯訊](?=[\s（(:：]))",
            # МОСКВА, 3 мая - РИА Новости. …; МОСКВА, 3 мая. /ТАСС/. …; إسطنبول / الأناضول …
            rf"(?m:^){inside}{{0,60}}?[-–—.,/][^\S\n]{{0,3}}(?P<dateline_after>{spaced})[^\S\n]{{0,3}}(?:[-–—./|]|(?m:$))",
        )
    )


def _native_attributions(names: Collection[str]) -> str:
    """Return a pattern for the ways in which they attribute a sentence to one."""
    unspaced, spaced = _split_by_script(names)
    return "|".join(
        (
            rf"(?P<unspaced_says>{unspaced}){UNSPACED_SAYS}",
            rf"(?:{UNSPACED_CITED})\s*(?P<unspaced_by>{unspaced})",
            rf"(?:{NATIVE_CITED})\w{{0,3}}{NATIVE_ITS}{{0,4}}[\s«\"“„]+[ولבהלמכשב]{{0,2}}(?P<native_by>{spaced})",
            rf"(?P<native_says>{spaced}){NATIVE_ENDING}[»\"”“]?{NATIVE_ITS}{{0,3}}(?:\s*,[^,\n]{{1,40}},)?\s+(?:{NATIVE_SAYS})",
            rf"[(（](?P<native_noted>{spaced}|{unspaced})[)）]",
        )
    )


def _split_by_script(names: Collection[str]) -> tuple[str, str]:
    """Return a pattern for the names in scripts without spaces and in Hangul, and one for the others."""
    unspaced = [name for name in names if _NO_BOUNDARY.search(name)]
    others = [name for name in names if not _NO_BOUNDARY.search(name)]
    return _any_of(unspaced), rf"{_any_of(others)}(?![\w\u0900-\u0dff-])"


def _pattern_of(names: Collection[str]) -> str:
    """Return a pattern for any of the names as a whole word, the longest first; without names it matches nothing."""
    return rf"\b{_any_of(names)}(?![\w-])"


def _any_of(names: Collection[str]) -> str:
    """Return a pattern for any of the names, the longest first; without names it matches nothing."""
    if not names:
        return "(?!)"
    return rf"(?:{'|'.join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))})"
