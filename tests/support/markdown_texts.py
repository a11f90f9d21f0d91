"""Texts of the commonest Markdown, and just beyond it, for Hypothesis."""

from hypothesis import strategies as st

# Pieces of the Markdown that the fast renderer knows, and of what is just outside it.
INSIDE = [
    *("a", "word ", "b c, ", "é", "日本 ", "“q” ", "(x) ", "\u00a0", ". ", ": ", "; ", " & ", " - ", "\n", "\n\n"),
    *(
        "*a*",
        "**b c**",
        "[a](claim:x)",
        "[b c](https://x.y/z_1?a=b#c)",
        "[sic]",
        "[…]",
        "\n\n## a\n\n",
        "1,000 ",
        "2000. ",
    ),
]
EDGE = [
    *" *_`[]()<>!#&|~-+=\\:>1.\n\t\"'{}^@%",
    *(
        "  ",
        "    ",
        "  \n",
        "\n\n\n",
        "**",
        "***",
        "__",
        "--",
        "---",
        "===",
        "~~~",
        "a|b",
        "[a]: ",
        "[a]",
        "[^1]",
        "*[a]: ",
    ),
    *(
        "# a",
        "#a",
        " #",
        "- a",
        "1. a",
        "1) a",
        "![a](claim:x)",
        "[a] (b)",
        "[a][b]",
        "http://a.b",
        "a@b.c",
        "a_b",
        "_a_",
    ),
    *(
        "&amp;",
        "&copy",
        "&#58;",
        "&",
        "...",
        "\u2028",
        "\x1c",
        "\u200b",
        "\u3000",
        "²",
        "٣",
        "Ⅷ",
        "<b>",
        "<http://a.b>",
    ),
]
EVERYDAY = st.one_of(
    st.lists(st.sampled_from(INSIDE), max_size=14).map("".join),
    st.lists(st.sampled_from([*INSIDE, *EDGE]), max_size=10).map("".join),
    st.lists(st.one_of(st.sampled_from([*INSIDE, *EDGE]), st.characters()), max_size=6).map("".join),
)
