"""Names of authors: what of a byline is a name, and which names are no author's."""

import html as entities
import re
from collections.abc import Collection, Iterable
from functools import lru_cache

_LONGEST = 80  # characters of a name
_MOST_WORDS = 8
_INITIALS = 3  # letters: who signs so is not named
# Words before a name that are no part of it.
_BEFORE = re.compile(
    r"(?:(?:written|posted|published|reported|story|text|words|article|analysis|a post) by|by|authors?|"
    r"(?:geschrieben|verfasst|veröffentlicht|ein artikel|text|artikel) von|text|autor(?:/in|:in|\*in|in|en)?|"
    r"(?:écrit|publié|rédigé|article) par|par|auteure?|(?:escrito|publicado|texto) por|por|autora|"
    r"(?:scritto|pubblicato) da|autore|autrice)(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_VON = re.compile(r"(?:von|Von|VON) (?=[^\W\d_]+[ -][^\W\d_])")  # not of “von der Leyen” nor of “Von Trier, Lars”
# What a link to an author's other articles says.
_ALL_BY = re.compile(
    r"(?:view|see|show|read|find|browse|all|more|zeige|zeig|alle|mehr|weitere|voir|tous|plus|afficher|ver|todas|todos|"
    r"más|mais|leggi|vedi|tutti|mostra)\b.{0,40}?"
    r"\b(?:posts|articles|stories|entries|content|beiträge|artikel|einträge|articles|publications|entradas|artículos|"
    r"publicaciones|artigos|posts|articoli)\s+(?:by|from|von|par|de|por|di)\s+(.+)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:;|\||/|&|\b(?:and|und|et|y|e|og|och|en|with|mit)\b)\s*")
_COMMAS = re.compile(r"\s*,\s*")
_MOST_NAME_WORDS = 5
# Words of names that have no capital.
_PARTICLES = frozenset({
    "af", "al", "av", "bin", "bint", "da", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "ibn",
    "la", "le", "los", "ten", "ter", "till", "van", "von", "y", "zu",
})  # fmt: skip
# Those who made what stands beside the text.
_OTHER_WORK = re.compile(
    r"(?:illustrations?|photos?|photographs?|photography|foto|fotos|bild|bilder|video|grafik|translated|translation|"
    r"übersetzt|übersetzung|edited|traduit|images?)\b(?: (?:by|von|par|por|di|de)\b|:)",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)+")
_TITLES = re.compile(
    r"(?<=[가-힣]) (?:기자|특파원|논설위원)$"
)  # reporter, correspondent and the like behind a Korean name
_DESK = re.compile(
    r"(?:die |la |a |the )?(?:redaktion|r[ée]dacti[oó]n|redacci[oó]n|redazione|redação|redactie)\b.*", re.IGNORECASE
)
_SITE_PARTS = re.compile(r"\s+[-–—|•·:]\s+")
_NO_NAME = re.compile(
    r"^(?:see|view|read|follow|more|mehr|alle|about|über|zum|zur|show|voir|ver|go to)\b"
    r"|^\(|[<>@{}\[\]→›»…#=_]|https?:|www\.|\d{3}|\d[:/.]\d|\b[\w-]+\.(?:com|org|net|info|de|at|ch|fr|it|es|pt|uk|eu|tv|"
    r"blog|news|media|io|co)\b",
    re.IGNORECASE,
)
_ORGANIZATION = re.compile(
    r"\b(?:g?GmbH|mbH|e\. ?V\.|A\.?G\.?|KG|OHG|Inc\b\.?|LLC|Ltd\b\.?|PLC|S\.A\.|SARL|S\.r\.l\.|Verlag|Stiftung|Verband|"
    r"Bundesverband|Bundesministerium|Ministerium|Landesanstalt|Institut|Institute|Foundation|Magazin|Magazine|Media|"
    r"Zeitung|Online|Corporation|Company|Fraktion|Bundestagsfraktion|Redaktion|Redakteur|Newsroom|Agenturen|Agencies|"
    r"Germany|Deutschland|Österreich|Copyright|Designed|designed|Edition|Kitchens|Team)(?!\w)"
    r"|-Redaktion\b|\w(?:verlag|stiftung|verband|ministerium|redaktion|fraktion)\b"
)
_NOBODY = frozenset({
    "admin", "administrator", "adm", "root", "webmaster", "superuser", "super-user", "user", "editor", "editors",
    "editorial", "staff", "redaktion", "redaction", "rédaction", "redacción", "redação", "redazione", "newsroom",
    "news", "nachrichten", "noticias", "actualités", "notizie", "notícias", "aktuelles", "desk", "unknown", "anonymous",
    "anónimo", "anonym", "anonyme", "anonimo", "guest", "none", "null",
    "undefined", "nobody", "author", "autor", "auteur", "autore", "publisher", "wordpress", "wordpressadmin",
    "wpadmin", "gastautor", "weiter", "mehr", "more", "profil", "profile", "archiv", "archive", "about", "kontakt",
    "contact", "home", "impressum", "test", "demo", "default",
    "super user", "site admin", "web admin", "no author", "guest author", "staff writer", "staff report", "web desk",
    "news desk", "editorial staff", "editorial team", "the editors", "die redaktion", "la rédaction", "la redacción",
    "la redazione", "a redação", "our foreign staff", "view my complete profile", "afficher mon profil complet",
    "mein profil vollständig anzeigen", "n/a", "not available",
})  # fmt: skip


def read_byline(text: str, sites: Collection[str]) -> tuple[str, ...]:
    """Return the names of authors that a byline states, without what stands around them; none where it is no byline.

    Names that are the site's own say nothing, nor do those of accounts, companies and nobody.
    """
    line = _strip_before(" ".join(entities.unescape(text).replace("\u00ad", "").split()))
    known = frozenset(map(bare_letters, sites))
    own = known | {
        bare_letters(part) for site in sites for part in _SITE_PARTS.split(site)
    }  # LN - Lübecker Nachrichten
    names: list[str] = []
    for part in _split_names(line, known):
        name = _TITLES.sub("", part.strip(" ,;:|-–—•·'\"“”"))
        if _is_site(bare_letters(name), own) or _is_nobody(name) or _OTHER_WORK.match(name):
            continue
        if not _is_name(name):
            return ()  # what is said only in part would be wrong
        names.append(name)
    return merge_names(names)


def merge_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names without those that are there already, in whatever letters, in their order."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(bare_letters(name), name)
    return tuple(found.values())


@lru_cache(maxsize=256)
def bare_letters(text: str) -> str:
    """Return the letters and digits of a name, in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _strip_before(line: str) -> str:
    everything = _ALL_BY.fullmatch(line.rstrip(" →»›>.:"))
    if everything:
        return everything[1]
    line = _BEFORE.sub("", line, count=1) if _BEFORE.match(line) else line
    return line if "," in line else _VON.sub("", line, count=1) if _VON.match(line) else line


def _split_names(line: str, sites: frozenset[str]) -> list[str]:
    """Return the parts of a byline that are names of their own; a title such as PhD stays with its name.

    “Pharma and Biotech” is one: only what reads as several full names is several.
    """
    halves = [half for half in re.split(r"\s+[-–—|•·]\s+", line) if bare_letters(half) not in sites]
    if len(halves) > 1 and all(map(_is_full_name, halves)):
        return halves
    line = halves[0] if len(halves) == 1 else line
    parts: list[str] = []
    for part in filter(None, _SPLIT.split(line)):
        pieces = [piece for piece in _COMMAS.split(part) if piece]
        kept = [piece for piece in pieces if bare_letters(piece) not in sites] or pieces
        several = len(kept) > 1 and all(map(_is_full_name, kept))
        parts.extend(kept if several else [", ".join(kept)])
    if (
        len(parts) < 2
        or ";" in line
        or all(_is_full_name(part.partition(",")[0]) or bare_letters(part) in sites for part in parts)
    ):
        return parts
    return [line]


def _is_full_name(text: str) -> bool:
    """Return whether a text is a first and a last name: two words or more that begin as names do."""
    words = text.split()
    return 2 <= len(words) <= _MOST_NAME_WORDS and all(
        word[0].isalpha() and (not word[0].islower() or word in _PARTICLES or word[:2] in {"d'", "d’", "l'"})
        for word in words
    )


def _is_site(bare: str, sites: frozenset[str]) -> bool:
    """Return whether a name is the site's own, perhaps with a few letters more: OÖ Volksblatt."""
    return bare in sites or any(
        site and site in bare and len(bare) - len(site) <= _INITIALS < len(site) - 1 for site in sites
    )


def _is_nobody(name: str) -> bool:
    return name.casefold() in _NOBODY or _DESK.fullmatch(name) is not None


def _begins_as_name(name: str) -> bool:
    """Return whether no word without a capital stands before one with a capital, as in “your team of Writers”."""
    words = [word for word in name.split() if word[0].isalpha()]
    first = words[0] if words else ""
    return not first.islower() or first in _PARTICLES or all(word.islower() for word in words)


def _is_name(name: str) -> bool:
    """Return whether a text can be somebody's name, and is not that of an account or a company."""
    return (
        any(letter.isalpha() for letter in name)
        and len(name) <= _LONGEST
        and len(name.split()) <= _MOST_WORDS
        and not _NO_NAME.search(name)
        and not _ORGANIZATION.search(name)
        and not _LOGIN.fullmatch(name)
        and not (len(name) <= _INITIALS and name.islower() and name.isascii())
        and _begins_as_name(name)
    )
