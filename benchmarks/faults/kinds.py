"""Kinds of faults, and how each is planted in a sound place: by words and signs that are written down here.

Nothing of what the checks know is used: neither their lists of words nor how they read figures and sentences.
"""

import re
from collections.abc import Callable
from functools import partial
from random import Random

from benchmarks.faults.places import Place, Project

Planter = Callable[[Place, Random], Project | None]

_FIGURE = re.compile(r"(?<![\w.,–-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w,.–-]|\.\d)(?= [a-z]{3})")
_ANY_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_RANGE = re.compile(r"\d\)? ?(?:to|[-–−]|and|or) ?[$(]?\d")
_BE_OR_HAVE = re.compile(
    r"(?<=[\w,] )(is|are|was|were|has|have)(?= (?!not\b|n't\b|never\b|no\b|been? (?:said|thought))[a-z])"
)
_PARTICIPLE = re.compile(r" (?:been|become|made|had|grown|shown|[a-z]{3,}ed)\b")
_WORD = re.compile(r"[^\W\d_]{4,}")
_TOLD = re.compile(  # statements of what somebody says, wants or expects, and conditions: no plain facts
    r"\b(sa(?:y|ys|id)|t(?:ell|old)|claim|think|thought|believ|expect|plan|hope|want|will|would|may|might|can|could|"
    r"should|must|if|likely|predict|project|forecast|estimat|suggest|warn|threat|potential|possib|future|seek|sought|"
    r"declared|denied|den(?:y|ies)|describ|call|report|consider|stress|announc|confirm|propos|offer|decid|agree|risk|"
    r"due|depend|in danger|going to|according|indicat|fear|promis|intend|ready|made|not|no|never|until|before)\w*",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"[,;:()“”\"—–?]|\b(?:while|whereas|because|that|which|who|as|since|appears?|so)\b")
_SUBORDINATE = re.compile(
    r"(?:while|when|because|although|though|since|as|where|before|after|and|but)\b", re.IGNORECASE
)
_DENIES = re.compile(r"\b(?:not|never|no|none|nor|without|false|myth|deny|denied|doubt\w*|hardly|wrong)\b|n[’']t\b")
_SMALL = frozenset({
    "The", "A", "An", "This", "These", "That", "Those", "It", "There", "In", "At", "On", "From", "For", "By",
    "As", "Its", "Both", "Some", "Many", "Most", "All",
})  # fmt: skip
# Of each two lists the first was at hand while the checks were mended; the second was written before it was tried.
_BE = {
    "seen": (
        "will be", "is expected to be", "could be", "may be", "might be", "is likely to be", "is set to be",
        "would be", "is forecast to be", "looks set to be", "will probably be", "may yet be", "is due to be",
        "is predicted to be", "should soon be", "is on course to be", "could soon be", "is thought likely to be",
        "is tipped to be", "promises to be", "threatens to be", "is meant to be", "is about to be",
        "can be expected to be", "is supposed to be", "stands to be", "is slated to be", "is bound to be",
        "is on track to be", "is hoped to be", "will likely be", "is anticipated to be", "would likely be",
        "could well be", "has yet to be", "is yet to be", "is scheduled to be", "is foreseen to be",
        "is intended to be", "seems certain to be", "must soon be", "aims to be", "is thought to be",
        "is reckoned likely to be", "is primed to be",
    ),
    "unseen": (
        "may soon be", "is widely expected to be", "could eventually be", "is now likely to be", "will in future be",
        "would then be", "might one day be", "is planned to be",
    ),
}  # fmt: skip
_HAVE = {
    "seen": (
        "will have", "may have", "could have", "might have", "is expected to have", "is likely to have", "would have",
        "may well have", "is believed to have", "will probably have", "can be expected to have", "might well have",
        "is thought to have", "ought to have", "can only have", "will presumably have", "is rumoured to have",
        "could well have", "seems likely to have", "is alleged to have", "should by now have", "is presumed to have",
    ),
    "unseen": (
        "may already have", "could by then have", "would by now have", "is widely thought to have",
        "will by then have",
    ),
}  # fmt: skip
_FORETOLD = {
    "seen": (
        "If all goes well, {}.", "It is possible that {}.", "Perhaps {}.", "It was predicted that {}.",
        "Officials expect that {}.", "{}, if the plan succeeds.", "Unless something changes, {}.",
        "Experts hope that {}.", "There is a chance that {}.", "It remains to be seen whether {}.",
        "Should the talks succeed, {}.", "Maybe {}.", "Forecasts say that {}.", "The plan foresees that {}.",
        "It is feared that {}.", "Assuming that nothing changes, {}.", "There is a risk that {}.",
        "It is likely that {}.", "It is conceivable that {}.", "Possibly {}.", "Analysts predict that {}.",
        "It seems possible that {}.", "Provided that the money comes, {}.", "{}, should the vote pass.",
        "Nobody knows whether {}.", "The organisers are confident that {}.", "With luck, {}.",
        "There is hope that {}.", "It is unclear whether {}.", "It is rumoured that {}.",
        "Economists anticipate that {}.", "{}, provided that the court agrees.", "In all likelihood, {}.",
        "The draft says that {}.", "Suppose that {}.", "{}, unless the strike ends.",
    ),
    "unseen": (
        "It is hoped that {}.", "There are fears that {}.", "Observers believe that {}.", "It could be that {}.",
        "If the figures are right, {}.", "{}, if the figures are right.", "It is not yet known whether {}.",
        "The government wants to see to it that {}.", "Hopefully, {}.", "It is only a matter of time until {}.",
    ),
}  # fmt: skip
_DENIALS = {
    "seen": (
        "It is not true that {}.", "Officials denied that {}.", "There is no evidence that {}.",
        "The ministry rejected claims that {}.", "It was wrongly reported that {}.", "Nobody has shown that {}.",
        "Critics falsely claim that {}.", "A hoax says that {}.", "He never said that {}.", "It is a myth that {}.",
        "Researchers found no proof that {}.", "The study does not show that {}.", "Some experts doubt that {}.",
        "It would be wrong to say that {}.", "It is far from certain that {}.", "Not one of them believes that {}.",
        "The report does not say that {}.", "She refused to say whether {}.", "Reports that {} are false.",
        "The claim that {} is untrue.", "The rumour that {} was denied by the police.",
        "The notion that {} has been refuted.", "The idea that {} is a misconception.", "{}, which is not true.",
        "{}, a claim that has been debunked.", "{}, the ministry denied.", "There is nothing to suggest that {}.",
        "The court found it unproven that {}.", "An invented story has it that {}.",
        "It has not been established that {}.", "He was wrong to claim that {}.",
        "The agency withdrew its report that {}.", "The claim that {} does not hold.", "{}, but this is false.",
        "The spokesman called it nonsense that {}.", "A forged letter says that {}.", "Few experts accept that {}.",
        "Contrary to reports that {}, nothing of the kind took place.", "It cannot be said that {}.",
        "The assertion that {} was retracted.", "{}, according to a hoax.", "It is untrue that {}.",
        "No study has confirmed that {}.", "The police dismissed as rumour that {}.",
        "There was never any proof that {}.", "The editor apologised for writing that {}.",
        "It is a widespread error that {}.", "The allegation that {} was thrown out by the court.",
        "The story that {} was made up.", "{}, which turned out to be wrong.", "{}, the company insists, is a lie.",
        "In the conspiracy theory, {}.", "According to a fake video, {}.", "The theory that {} has been abandoned.",
        "The belief that {} is mistaken.", "{}: not so, says the mayor.", "Scientists ruled out that {}.",
        "It is a lie that {}.", "The mayor called reports that {} absurd.", "The audit found no sign that {}.",
        "Nothing proves that {}.", "It is simply wrong that {}.", "The paper corrected its claim that {}.",
        "The suggestion that {} is baseless.", "The witness took back her statement that {}.",
        "{}, but no such thing happened.", "One cannot conclude that {}.", "The data contradict the claim that {}.",
        "It is disputed whether {}.", "A satirical site wrote that {}.", "They were mistaken in saying that {}.",
    ),
    "unseen": (
        "There is no truth in the claim that {}.", "He rejected the suggestion that {}.",
        "The company disputes that {}.", "The idea that {} is simply wrong.", "It has never been shown that {}.",
        "She denied reports that {}.", "The bank says it is false that {}.",
        "Investigators found nothing to support the claim that {}.", "It is not the case that {}.",
        "No one has ever claimed that {}.", "{}, but that is not true.", "{} – a claim the ministry has denied.",
        "The court did not find that {}.", "Rumours that {} are unfounded.", "The viral post that {} is a fake.",
    ),
}  # fmt: skip
_FIRST = ["Ingrid", "Teodor", "Amara", "Kwabena", "Yelena", "Ottavio", "Priscilla", "Ruben", "Solveig", "Hamish"]
_LAST = [
    "Halvorsen",
    "Quist",
    "Adeyemi",
    "Brandstetter",
    "Ocampo",
    "Vukovic",
    "Thistlewood",
    "Marchetti",
    "Okafor",
    "Zeller",
]
_OFFICES = ("", "Mr ", "Dr ", "President ", "Professor ", "Spokeswoman ")
_SCALE = (
    {"id": "wrong", "label": "Wrong", "value": 1},
    {"id": "partly", "label": "Partly right", "value": 2},
    {"id": "right", "label": "Right", "value": 3},
)


def plant_value(place: Place, random: Random) -> Project | None:
    """A typed value that the quote does not give: another digit, two digits swapped, ten times as much."""
    figure = _FIGURE.search(place.quote)
    if (
        figure is None
        or place.quote[: figure.start()].endswith("CO ")
        or not place.is_whole
        or ("," not in figure[0] and 1000 <= float(figure[0]) < 2100)
    ):
        return None
    value, digits = float(figure[0].replace(",", "")), figure[0].replace(",", "")
    slips = [value * 10, float(str(int(digits[0]) % 9 + 1) + digits[1:]), value / 10]
    if len(digits) > 1 and digits[0] != digits[1] and "0" not in digits[:2] and digits[1] != ".":
        slips.append(float(digits[1] + digits[0] + digits[2:]))
    wrong = random.choice(slips)
    others = [float(other) for other in _ANY_FIGURE.findall(place.quote.replace(",", ""))]
    if wrong in others or (_RANGE.search(place.quote) and min(others) <= wrong <= max(others)):
        return None
    unit = place.quote[figure.end() :].split()[0].strip(".,;:)")
    project = place.to_project(value=_plain(wrong))
    project["claims"]["c"]["quantity"] = {"value": _plain(value), "unit": unit}
    return project


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def plant_speaker(place: Place, random: Random) -> Project | None:
    """A speaker whom the article does not name."""
    first, last = random.choice(_FIRST), random.choice(_LAST)
    if first in place.text or last in place.text or place.source_language not in ("", "en") or place.language != "en":
        return None
    project = place.to_project(speaker=random.choice(_OFFICES) + f"{first} {last}")
    project.pop("entities", None)
    return project


def plant_forecast(place: Place, random: Random, half: str = "seen") -> Project | None:
    """A sentence of the article that foretells or supposes what the statement has as a plain fact, quoted for it."""
    if (
        place.stance != "supports"
        or place.language != "en"
        or _language(place) != "en"
        or _TOLD.search(place.statement)
    ):
        return None
    core = place.statement.strip(" .")
    if _COMPOUND.search(core):
        return None
    made = [_replace(core, verb, random, half) for verb in _BE_OR_HAVE.finditer(core)][:1]
    if not made or len(core.split()) < 5:
        return None
    wrapped = random.choice(_FORETOLD[half])
    made.append(wrapped.format(core if wrapped.startswith("{}") else _lower(core)))
    foretold = random.choice([sentence for sentence in made if sentence])
    project = place.to_project(quote=foretold.strip(" ."))
    project["sources"]["s"]["text"] = f"{place.text.rstrip()}\n\n{foretold.strip(' .')}.\n"
    for key in ("prefix", "suffix", "speaker"):
        project["claims"]["c"]["evidence"][0].pop(key, None)
    return project


def _replace(core: str, verb: re.Match[str], random: Random, half: str) -> str:
    """Return the sentence with its verb foretold; nothing where that is no whole verb."""
    if verb[1] in ("has", "have") and not _PARTICIPLE.match(core, verb.end()):
        return ""
    words = random.choice((_HAVE if verb[1] in ("has", "have") else _BE)[half])
    if verb[1] in ("are", "were", "have"):
        words = re.sub(r"\bis\b", "are", words).replace("looks", "look").replace("promises", "promise")
    return core[: verb.start()] + words + core[verb.end() :]


def _lower(core: str) -> str:
    return core[0].lower() + core[1:] if core.split(maxsplit=1)[0] in _SMALL else core


def _rewrite(place: Place, passage: str, quote: str) -> Project:
    """Return the project with another passage in the place of the quote, and a quote of it."""
    text = place.text[: place.start] + passage + place.text[place.end :]
    project = place.to_project(quote=quote)
    project["sources"]["s"]["text"] = text
    for key in ("prefix", "suffix"):
        project["claims"]["c"]["evidence"][0].pop(key, None)
    return project


def plant_denial(place: Place, random: Random, half: str = "seen") -> Project | None:
    """A sentence that denies the quote's words, cut off."""
    quote = place.text[place.start : place.end]
    if not place.is_whole or place.stance not in ("supports", "refutes") or _language(place) != "en":
        return None
    around = place.text[: place.start].rstrip(" \n")
    core = quote.rstrip(' .!?"”')
    if (around and not around.endswith((".", "!", "?"))) or len(core.split()) < 5 or not _BE_OR_HAVE.search(core):
        return None
    if quote == core and not place.text[place.end :].startswith((".", "\n")):
        return None
    core = _lower(core)
    template = random.choice(_DENIALS[half])
    if re.search(r"[.!?;] ", core) or _SUBORDINATE.match(core) or _DENIES.search(place.statement):
        return None
    if template.startswith("{}"):
        core = core[0].upper() + core[1:]
    passage = template.format(core)
    rest = place.text[place.end :]
    if rest.startswith("."):
        passage = passage[:-1]
    return _rewrite(place, passage, core)


def _language(place: Place) -> str:
    return place.source_language or place.language


def plant_title(place: Place, random: Random) -> Project | None:
    """A headline that says what the text does not say, as evidence."""
    if not place.is_whole or place.stance not in ("supports", "refutes"):
        return None
    line = " ".join(place.text[place.start : place.end].split()).rstrip(".")
    if len(line.split()) < 3:
        return None
    project = _rewrite(place, "", line if random.random() < 0.6 else " ".join(line.split()[:-1]))
    source = project["sources"]["s"]
    if line in " ".join(source["text"].split()):
        return None
    kind = random.choice(("text", "heading", "page"))
    source["title"] = line
    if kind == "text":
        source["text"] = f"{line}\n\n{source['text'].lstrip()}"
    elif kind == "heading":
        source |= {"file": "seeds/s.md", "text": f"# {_escape(line)}\n\n{_escape(source['text'].lstrip())}"}
    else:
        body = "".join(f"<p>{_markup(part)}</p>" for part in source["text"].split("\n\n") if part.strip())
        page = f"<title>{_markup(line)}</title><article><h1>{_markup(line)}</h1>{body}</article>"
        source |= {"file": "seeds/s.html", "text": f"<!doctype html><html><head>{page}"}
    return project


def _escape(words: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#+!|~^=$&-])", r"\\\1", words)


def _markup(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plant_word(place: Place, random: Random) -> Project | None:
    """One word of the quote in the place of the quote."""
    if place.stance not in ("supports", "refutes") or place.language not in ("en", "de", "fr", "es"):
        return None
    words = [word for word in _WORD.findall(place.quote) if len(re.findall(rf"(?<!\w){word}(?!\w)", place.text)) == 1]
    project = place.to_project(quote=random.choice(words)) if words else None
    if project:
        for key in ("prefix", "suffix"):
            project["claims"]["c"]["evidence"][0].pop(key, None)
    return project


def plant_twin(place: Place, random: Random) -> Project | None:
    """The statement once more, in nearly the same words, with another verdict."""
    statement = place.statement
    kinds = [statement, statement.rstrip(".") + "!", statement.replace("'", "’"), statement.replace(" ", "  ", 1)]
    if place.language == "en":
        kinds += [
            re.sub(r"\b([Tt]he|[Aa]n?) ", "", statement),
            statement.replace(",", "") if "," in statement else statement,
        ]
        kinds += [re.sub(r"(\d),(\d{3})", r"\1\2", statement)]
        opening = re.fullmatch(r"((?:In|At|On|By|During) [^,]{3,30}), (.+?)\.?", statement)
        if opening:
            kinds.append(f"{opening[2]} {opening[1][0].lower()}{opening[1][1:]}")
    if len(statement.split()) < 4:
        return None
    project = place.to_project()
    claim = project["claims"]["c"]
    project["claims"]["d"] = {**claim, "statement": random.choice(kinds), "verdict": "conflicting"}
    project["claims"]["c"] = claim | {"verdict": "supported" if place.stance == "supports" else "not-enough-evidence"}
    return project


def plant_contradiction(place: Place, random: Random) -> Project | None:
    """Two claims that contradict each other on one sentence; or one claim that it supports and refutes."""
    words = place.quote.split()
    if (
        place.stance not in ("supports", "refutes")
        or not place.is_whole
        or len(words) < 6
        or place.prefix
        or place.suffix
    ):
        return None
    inner = " ".join(random.choice((words, words[1:], words[:-1])))
    if place.text.count(inner) != 1:
        return None
    project = place.to_project(stance="supports")
    (evidence,) = project["claims"]["c"]["evidence"]
    if random.random() < 0.5:
        project["claims"]["d"] = {
            "statement": f"The contrary of this is so: {place.statement}",
            "evidence": [evidence | {"quote": inner}],
            "related": [{"claim": "c", "relation": "contradicts"}],
        }
    elif inner != place.quote:
        project["claims"]["c"]["evidence"].append(evidence | {"quote": inner, "stance": "refutes"})
    else:
        return None
    return project


def plant_grade(place: Place, random: Random) -> Project | None:
    """A grade of an own scale that the evidence alone speaks against, its ends told by signs or by their places."""
    if place.stance not in ("supports", "refutes"):
        return None
    project = place.to_project()
    scale = [dict(rating) for rating in _SCALE]
    if random.random() < 0.5:
        signs = ("no", "partly", "yes")
        scale = [rating | {"sign": sign} for rating, sign in zip(scale, signs, strict=True)]
    project["site"]["ratings"] = scale
    project["claims"]["c"]["verdict"] = "right" if place.stance == "refutes" else "wrong"
    return project


def plant_verdict(place: Place, random: Random) -> Project | None:
    """One of the four verdicts against all of the evidence."""
    if place.stance not in ("supports", "refutes"):
        return None
    project = place.to_project()
    against = {"supports": "refuted", "refutes": "supported"}[place.stance]
    project["claims"]["c"]["verdict"] = random.choice((against, "conflicting"))
    return project


def plant_bracket(place: Place, random: Random) -> Project | None:
    """A bracket that puts in or leaves out a negation, or puts one figure for another."""
    if not place.is_whole or _language(place) != "en":
        return None
    quote = " ".join(place.text[place.start : place.end].split())
    made = []
    verb, figure = _BE_OR_HAVE.search(quote), _FIGURE.search(quote)
    negation = re.search(r"(?<=\w )(?:not|never|no)(?= \w+ \w+)", quote)
    if verb:
        made.append(f"{quote[: verb.end()]} [{random.choice(('not', 'never'))}]{quote[verb.end() :]}")
    if figure:
        other = random.choice((2, 3, 7)) * int(float(figure[0].replace(",", ""))) + 1
        made.append(f"{quote[: figure.start()]}[{other}]{quote[figure.end() :]}")
    if negation:
        made.append(f"{quote[: negation.start()]}[…]{quote[negation.end() :]}")
    return place.to_project(quote=random.choice(made)) if made else None


def plant_quotation(place: Place, random: Random) -> Project | None:
    """A quotation in the explanation with a word put in, left out or swapped for another."""
    words = place.quote.split()
    if not place.is_whole or not len(words) >= 5 or re.search(r"[\[\]\"“”„«»<>*_`]", place.quote):
        return None
    begin = random.randrange(len(words) - 4)
    cut = words[begin : begin + random.randint(5, 9)]
    at = random.randrange(1, len(cut) - 1)
    other = random.choice([word for word in _WORD.findall(place.statement) if word not in place.quote] or ["gladly"])
    changed = random.choice(
        ([*cut[:at], other, *cut[at:]], [*cut[:at], other, *cut[at + 1 :]], [*cut[:at], *cut[at + 1 :]])
    )
    told = " ".join(changed).rstrip(".,;:")
    if told in " ".join(place.text.split()):
        return None
    project = place.to_project()
    project["claims"]["c"]["explanation"] = f"The article has it so: “{told}”, and no more."
    return project


# Each kind: the name it has in the table, the code that finds it, and how it is planted.
KINDS: tuple[tuple[str, str, Planter], ...] = (
    ("a value that is not the quote’s", "value-differs", plant_value),
    ("a speaker whom the article does not name", "speaker-unnamed", plant_speaker),
    ("a forecast or a supposition for a fact", "modality-differs", plant_forecast),
    ("the same, in words not seen before", "modality-differs", partial(plant_forecast, half="unseen")),
    ("a denial clipped from the quote", "quote-clipped", plant_denial),
    ("the same, in words not seen before", "quote-clipped", partial(plant_denial, half="unseen")),
    ("a headline as evidence", "quote-title", plant_title),
    ("one word as evidence", "quote-short", plant_word),
    ("one statement twice, with two verdicts", "same-statement", plant_twin),
    ("a contradiction on one sentence", "graded-twice", plant_contradiction),
    ("the contrary grade of an own scale", "verdict-disagrees", plant_grade),
    ("a verdict against the evidence", "verdict-disagrees", plant_verdict),
    ("a bracket that turns the sense", "quote-alters", plant_bracket),
    ("a quotation in prose that is none", "prose-quote-not-found", plant_quotation),
)
