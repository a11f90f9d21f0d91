"""A project that is hard to show: other scripts and directions, words without end, overlapping passages, all displays.

It has more claims than one page of a list holds, so that every list has a second page.
"""

import json
from collections.abc import Mapping
from pathlib import Path

ENDLESS = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
ADDRESS = "https://example.org/" + "very-long-address/" * 12
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;'{{7*7}}"
RAW = '"><script>alert(1)</script><b onclick=alert(1)>bold</b>&amp;'  # as Markdown lets it through

ARABIC = (
    "قالت الحكومة إن الجسر يحمل 37,000 مركبة كل يوم، وإن شركة Bridge-Works GmbH بنته في عام 1987.\n\n"
    "\u200fوأضاف الوزير: «لن يُغلق الجسر قبل الشتاء».\u200f\n"
)
HEBREW = "הגשר נבנה בשנת 1987 על ידי Bridge-Works GmbH (גרמניה), כך אמר השר.\n\nThe bridge \u202eis not\u202c closed.\n"
JAPANESE = """\
橋は千九百八十七年に建てられた。毎日三万七千台の車が橋を渡っていると市の報告書は述べている。大臣は「冬の前に橋を閉鎖することはない」と語った。

参考：https://example.org/とても長い住所/橋
"""
ENGLISH = f"""\
The bridge carries some 37,000 vehicles a day, the city says, but engineers count fewer than 20,000 on weekdays.

The minister said the bridge would not close before winter. "We will not close it," he said. It closed in October.
A word: {ENDLESS}.
    An indented line with\ttabs     and spaces, {"as wide as tables in plain text are, " * 6}and so on.
"""
PAGE = f"""\
<!doctype html><html lang="en"><head><title>Traffic in figures</title></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>Traffic in figures</h1>
<p>The table shows <em>vehicles</em> a day. Read <a href="{ADDRESS}">{ADDRESS}</a>.</p>
<table><caption>Vehicles a day</caption>
<tr><th>Year</th>{"".join(f"<th>Month{number:02}average</th>" for number in range(12))}</tr>
<tr><td>1988</td><td>Thirty-one thousand vehicles</td>{"".join(f"<td>{cell * 1111}</td>" for cell in range(11))}</tr>
</table>
<h3>How it was counted</h3>
<table><tr>{"".join(f"<td>unquoted{number:02}figures</td>" for number in range(14))}</tr></table>
<ul><li>By hand<ul><li>at the <b>northern</b> end, every weekday from six to ten</li></ul></li><li>By camera</li></ul>
<pre>{"count = north + south; " * 20}</pre>
<blockquote><p>Nobody counts at night, the engineer said.</p></blockquote>
<dl><dt>Vehicle</dt><dd>Whatever has wheels.</dd></dl>
</article></body></html>
"""
NOTES = f"""\
---
title: "Notes: {HOSTILE.replace('"', "'")}"
author: [Ann Other, {ENDLESS}]
published: 2001-02
---
# Notes

The bridge is **not** closed in *winter*, `as_the_code_says`.

> The city pays for the bridge.

| Year | Cost |
| ---- | ---- |
| 1987 | 12 million |

1. First the piers were built.
2. Then the deck was laid.
"""
EXCERPTED = (
    "Nothing of this sentence is shown. The toll was two crowns in 1990. Nor of this one. "
    "A car paid three crowns in 2000, a lorry paid ten. The rest is silence.\n"
)
MANY = 101
NUMBERED = "".join(f"Pier {number:03} stands {number + 4} metres deep in the river.\n" for number in range(MANY))

Evidence = dict[str, object]


def evidence(source: str, words: str, stance: str = "supports", **more: object) -> Evidence:
    return {"source": source, "quote": words, "stance": stance, **more}


CLAIMS: Mapping[str, Mapping[str, object]] = {
    "vehicles": {
        "statement": f"The bridge carries 37,000 vehicles a day. {HOSTILE}",
        "topics": ["traffic", "endless"],
        "entities": ["bridge", "works", "endless"],
        "quantity": {"value": 37000, "unit": "vehicles", "approximate": True},
        "date": "1988",
        "verdict": "conflicting",
        "explanation": (
            f"They [differ](claim:closed). {ENDLESS}\n\n## And so\n\n```\n{'code ' * 60}\n```\n\n"
            f"| a | b |\n|---|---|\n| {ENDLESS} | 1 |"
        ),
        "checked": "2026-11-21",
        "checked_by": "שרה Sarah",
        "related": [{"claim": "closed", "relation": "contradicts"}, {"claim": "built", "relation": "context"}],
        "corrections": [{"date": "2026-11-22", "text": f"It said *{ENDLESS}*."}],
        "evidence": [
            evidence("english", "The bridge carries some 37,000 vehicles a day", value=37000, speaker="The city"),
            evidence("english", "some 37,000 vehicles a day, the city says", value=37000, speaker=ENDLESS),
            evidence("english", "37,000 vehicles", "mentions"),
            evidence("english", "engineers count fewer than 20,000 on weekdays", "refutes", value=20000, note=ENDLESS),
            evidence("english", "the city says, but engineers count […] on weekdays", "qualifies"),
            evidence("arabic", "الجسر يحمل 37,000 مركبة كل يوم", value=37000, speaker="الحكومة"),
            evidence("japanese", "毎日三万七千台の車が橋を渡っている", value=37000, speaker="市の報告書"),
            evidence("page", "Thirty-one thousand vehicles", "qualifies", value=31000),
        ],
    },
    "closed": {
        "statement": "The bridge did not close before winter.",
        "topics": ["closing"],
        "entities": ["bridge"],
        "date": "2000-10",
        "verdict": "refuted",
        "evidence": [
            evidence("english", "It closed in October", "refutes"),
            evidence("english", 'would not close before winter. [He added:] "We will not close it', speaker="He"),
            evidence("hebrew", "bridge is not closed"),
            evidence("arabic", "«لن يُغلق الجسر قبل الشتاء»", speaker="الوزير"),
            evidence("japanese", "「冬の前に橋を閉鎖することはない」", speaker="大臣"),
            evidence("notes", "The bridge is not closed in winter, as_the_code_says."),
        ],
    },
    "built": {
        "statement": "شركة Bridge-Works GmbH بنت الجسر في عام 1987.",
        "topics": ["building"],
        "entities": ["works"],
        "date": "1987",
        "verdict": "supported",
        "evidence": [
            evidence("arabic", "شركة Bridge-Works GmbH بنته في عام 1987"),
            evidence("hebrew", "נבנה בשנת 1987 על ידי Bridge-Works GmbH (גרמניה)", speaker="השר"),
            evidence("japanese", "橋は千九百八十七年に建てられた"),
            evidence("notes", "First the piers were built. Then the deck was laid."),
        ],
    },
    "counted": {
        "statement": f"Vehicles are counted by hand at the northern end by the {ENDLESS}.",
        "topics": ["traffic"],
        "evidence": [
            evidence("page", "at the northern end, every weekday"),
            evidence("page", "By hand at the northern end", "mentions"),
            evidence("page", "Nobody counts at night", speaker="the engineer"),
            evidence("english", ENDLESS, "mentions"),
        ],
    },
    "toll": {
        "statement": "橋の通行料は二クローネだった。",
        "topics": ["closing"],
        "evidence": [
            evidence("excerpted", "The toll was two crowns in 1990"),
            evidence("excerpted", "a lorry paid ten"),
        ],
    },
    "unsourced": {"statement": "No source says this.", "topics": ["closing"]},
    **{
        f"pier-{number:03}": {
            "statement": f"Pier {number:03} is {number + 4} metres deep.",
            "topics": ["building"],
            "entities": ["bridge"],
            "date": f"{1900 + number}",
            "evidence": [evidence("numbered", f"Pier {number:03} stands {number + 4} metres deep")],
        }
        for number in range(MANY)
    },
}


def project_files(language: str, base_url: str) -> Mapping[str, str]:
    """The project's files, by their paths in it."""
    project = {
        "site": {
            "title": f"Bridge גשר 橋 {ENDLESS}",
            "description": HOSTILE,
            "base_url": base_url,
            "language": language,
            "publisher": {"name": "الجسر Desk", "url": "https://example.org/"},
            "about": f"# Who\n\nWe are {RAW}\n\n- one\n- {ENDLESS}\n\n![a picture](https://example.org/picture.png)",
            "contact": "desk@example.org",
        },
        "sources": {
            "arabic": {"file": "seeds/arabic.txt", "title": "الجسر في 37,000", "publisher": "صحيفة", "language": "ar"},
            "hebrew": {"file": "seeds/hebrew.txt", "title": "הגשר", "publisher": "עיתון", "language": "he"},
            "japanese": {"file": "seeds/japanese.txt", "title": "橋の報告", "publisher": "新聞", "language": "ja"},
            "english": {
                "file": "seeds/english.txt",
                "title": HOSTILE + ENDLESS,
                "publisher": ENDLESS,
                "author": [ENDLESS, "Ann Other"],
                "url": ADDRESS,
                "archive_url": "https://archive.example/" + ADDRESS,
                "published": "2000-10-24",
                "inferred": {"published": f"from {ENDLESS}"},
                "note": f"### Where\n\nSee [it]({ADDRESS}): {ADDRESS}",
            },
            "excerpted": {"file": "seeds/excerpted.txt", "title": "Tolls", "display": "excerpts", "publisher": "Toll"},
            "page": {"file": "seeds/page.html", "publisher": "Figures", "url": "https://example.org/figures"},
            "notes": {"file": "seeds/notes.md", "derived_from": "english"},
            "numbered": {"file": "seeds/numbered.txt", "title": "Piers", "publisher": "Piers"},
        },
        "topics": {
            "traffic": {"name": "Traffic حركة", "description": RAW},
            "closing": {"name": "閉鎖", "description": "## When\n\nBefore winter.\n\n#### Or after\n\nWinter."},
            "building": {"name": "Building"},
            "endless": {"name": ENDLESS, "description": ENDLESS},
        },
        "entities": {
            "bridge": {"name": "The bridge", "kind": "place", "aliases": ["bridge", "橋", "الجسر", "הגשר"]},
            "works": {"name": "Bridge-Works GmbH", "kind": "organization", "description": f"# Who\n\n{RAW}"},
            "endless": {"name": ENDLESS, "kind": "other"},
        },
        "claims": CLAIMS,
    }
    return {
        "claims.yaml": json.dumps(project, ensure_ascii=False, indent=1),
        "seeds/arabic.txt": ARABIC,
        "seeds/hebrew.txt": HEBREW,
        "seeds/japanese.txt": JAPANESE,
        "seeds/english.txt": ENGLISH,
        "seeds/excerpted.txt": EXCERPTED,
        "seeds/page.html": PAGE,
        "seeds/notes.md": NOTES,
        "seeds/numbered.txt": NUMBERED,
    }


def write_project(root: Path, language: str, base_url: str) -> Path:
    """The project's folder, with its files in it."""
    for path, content in project_files(language, base_url).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return root
