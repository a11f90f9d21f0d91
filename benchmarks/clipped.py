"""How often `quote-clipped` is right: on clauses cut from sentences of a treebank, sound ones and clipped ones.

    python -m benchmarks.clipped LANGUAGE FILE.conllu… [--show KIND:ANSWER]

`--show sound:sure` prints the cuts of that kind that are warned of; answers are sure, doubtful and none.

The files are CoNLL-U, as https://universaldependencies.org has them. Their trees, not our word lists, say which is
which: a clause is clipped where what negates it, or a clause that it is the content of, stands before the cut
(`Polarity=Neg`), where it hangs on `if`, or where its sentence goes on with `but` (English only, by lemma); it is sound
where nothing outside it is negated, conditional or adversative.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.language.clipping import Qualifier, find_qualifier

LEAST = 4  # words of a quote
CLAUSES = frozenset({"ccomp", "conj", "parataxis", "root", "advcl"})
# Of each language the lemmas that make a clause a condition, and those with which a sentence goes on against it.
CONDITIONS = {
    "en": "if unless whether",
    "de": "wenn falls ob sofern",
    "fr": "si",
    "es": "si",
    "pt": "se caso",
    "it": "se qualora",
    "nl": "als indien of",
    "pl": "jeśli jeżeli czy gdyby",
    "ru": "если ли",
    "uk": "якщо чи",
    "id": "jika bila kalau apakah",
    "ar": "إذا لو إن إِذَا لَو",
    "hi": "यदि अगर",
    "tr": "eğer",
    "ko": "",
    "zh": "如果 若 是否",
    "ja": "",
}
BUT = {
    "en": "but",
    "de": "aber",
    "fr": "mais",
    "es": "pero mas",
    "pt": "mas",
    "it": "ma",
    "nl": "maar",
    "pl": "ale lecz",
    "ru": "но",
    "uk": "але",
    "id": "tetapi tapi",
    "ar": "لكن ولكن لٰكِن",
    "hi": "लेकिन किन्तु",
    "tr": "ama fakat ancak",
    "ko": "",
    "zh": "但 但是",
    "ja": "",
}
ADVERSATIVE = {
    "en": "although though however except yet",
    "de": "obwohl jedoch allerdings doch sondern",
    "fr": "cependant toutefois pourtant quoique bien",
    "es": "aunque sino embargo",
    "pt": "porém embora contudo entanto",
    "it": "però sebbene benché tuttavia",
    "nl": "hoewel echter toch",
    "pl": "choć chociaż jednak natomiast",
    "ru": "хотя однако",
    "uk": "хоча однак проте",
    "id": "namun meski meskipun walaupun",
    "ar": "غير رغم",
    "hi": "हालांकि मगर",
    "tr": "ise rağmen",
    "ko": "",
    "zh": "虽然 然而 不过 尽管 却",
    "ja": "",
}


class Token(NamedTuple):
    """A word of a sentence: where it stands there, and what the treebank says of it."""

    start: int
    end: int
    lemma: str
    kind: str
    negative: bool
    head: int
    relation: str


class Cut(NamedTuple):
    """A quote cut from a sentence, and what kind of cut it is: `sound`, or why it is clipped."""

    kind: str
    text: str
    start: int
    end: int


def read_sentences(path: Path) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """Yield the sentences of a CoNLL-U file; one whose words are not found in its text is passed over."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line[9:].strip() for line in lines if line.startswith("# text = ")), "")
        tokens: list[Token] = []
        position, inside_until, span = 0, 0, (0, 0)
        for line in lines:
            fields = line.split("\t")
            if line.startswith("#") or len(fields) != 10 or "." in fields[0]:
                continue
            if "-" in fields[0] or int(fields[0]) > inside_until:
                start = text.find(fields[1], position)
                if start < 0:
                    break
                span = position, _ = start, start + len(fields[1])
                position = span[1]
            if "-" in fields[0]:
                inside_until = int(fields[0].partition("-")[2])
                continue
            negative = "Polarity=Neg" in fields[5] or "PronType=Neg" in fields[5]
            relation = fields[7].partition(":")[0]
            lemma = fields[2] if fields[2] != "_" else fields[1]
            tokens.append(Token(*span, lemma.lower(), fields[3], negative, int(fields[6] or 0), relation))
        else:
            if tokens:
                yield text, tuple(tokens)


def cut_clauses(text: str, tokens: tuple[Token, ...], language: str) -> Iterator[Cut]:
    """Yield the quotes that a sentence offers: its clauses, and what stands behind a negation in one."""
    children: dict[int, list[int]] = defaultdict(list)
    for number, token in enumerate(tokens):
        children[token.head - 1].append(number)

    def subtree(number: int) -> set[int]:
        return {number}.union(*(subtree(child) for child in children[number]))

    for number, token in enumerate(tokens):
        if token.relation not in CLAUSES or token.kind not in {"VERB", "ADJ", "NOUN", "AUX"}:
            continue
        inside = subtree(number)
        later = {child for child in children[number] if tokens[child].relation in {"conj", "parataxis"}}
        own = inside.difference(*(subtree(child) for child in later))
        edges = {child for child in children[number] if tokens[child].relation in {"mark", "cc", "punct"}}
        kept = _stretch(own - {edge for edge in edges if edge < number or tokens[edge].relation == "punct"}, number)
        if len(kept) < LEAST or not any(tokens[child].relation.startswith("nsubj") for child in children[number]):
            continue
        negation = next((child for child in children[number] if tokens[child].negative and child < number), None)
        if negation is not None and kept[-1] - negation >= LEAST and token.kind == "VERB":
            yield Cut("negated", text, tokens[negation + 1].start, tokens[kept[-1]].end)
        yield Cut(
            _classify(tokens, children, number, set(kept), language), text, tokens[kept[0]].start, tokens[kept[-1]].end
        )


def _stretch(own: set[int], number: int) -> list[int]:
    """Return the words around the clause's verb that stand together."""
    first = last = number
    while first - 1 in own:
        first -= 1
    while last + 1 in own:
        last += 1
    return list(range(first, last + 1))


def _classify(
    tokens: tuple[Token, ...], children: dict[int, list[int]], number: int, kept: set[int], language: str
) -> str:
    conditions, but = CONDITIONS[language].split(), BUT[language].split()
    telling = {*conditions, *but, *ADVERSATIVE[language].split()}
    token, outside = tokens[number], [tokens[other] for other in range(len(tokens)) if other not in kept]
    marks = {tokens[child].lemma for child in children[number] if tokens[child].relation == "mark"}
    if marks.intersection(conditions):
        return "conditional"
    governor = token.head - 1
    is_content = token.relation == "ccomp" and governor < min(kept)
    if is_content and any(tokens[child].negative for child in children[governor] if child < min(kept)):
        return "content of a negation"
    following = max(kept) + 1
    while following < len(tokens) and tokens[following].kind == "PUNCT":
        following += 1
    if following < len(tokens) and tokens[following].lemma in but and tokens[following].relation == "cc":
        return "before but"
    if any(word.negative or word.lemma in telling for word in outside):
        return "other"
    return "sound" if outside and any(word.kind != "PUNCT" for word in outside) else "whole"


def find_cut(cut: Cut, language: str) -> Qualifier | None:
    return find_qualifier(cut.text[: cut.start], cut.text[cut.start : cut.end], cut.text[cut.end :], language)


def main() -> None:
    """Print for each kind of cut how many there are, and how many the checks find, always and on demand."""
    arguments = sys.argv[1:]
    show = arguments.pop(arguments.index("--show") + 1) if "--show" in arguments else ""
    language, *paths = (argument for argument in arguments if argument != "--show")
    counts: Counter[tuple[str, str]] = Counter()
    for path in map(Path, paths):
        for text, tokens in read_sentences(path):
            for cut in cut_clauses(text, tokens, language):
                qualifier = find_cut(cut, language)
                answer = "none" if qualifier is None else "sure" if qualifier.sure else "doubtful"
                counts[cut.kind, answer] += 1
                if show == f"{cut.kind}:{answer}":
                    before, passage, after = text[: cut.start], text[cut.start : cut.end], text[cut.end :]
                    print(f"  {qualifier and qualifier.words!r}: {before}»{passage}«{after}")
    for kind in sorted({kind for kind, _ in counts}):
        total = sum(counts[kind, answer] for answer in ("sure", "doubtful", "none"))
        sure, doubtful = counts[kind, "sure"], counts[kind, "doubtful"]
        print(f"{language} {kind}: {total}, warned of {sure} ({sure / total:.1%}), on demand {doubtful} more")


if __name__ == "__main__":
    main()
