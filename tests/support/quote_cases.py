"""Tokens of which sources and quotes are made at random, so that matches are many and every rule is met."""

TOKENS = (
    "a", "b", "A", "abc", "abcd", "1", "2", "37", "000",
    "'", "’", "-", "–", "−", "$", " ", " ", "\n", "\u00a0", "\u00ad",
    "-\n", "\u00ad\n", ",", ".", "(", ")", "[", "]", "[…]", "[...]", "[a]", "[b]", "[A]", "[]", "[1]", "[a b]",
    "é", "e", "\u0301", "漢", "カ", "ん", "。", "、", "ก", "ש", '"', "가", "정부", "는", "ﬁ", "²", "₂", "« ", " »",
    "[c]", "[cd]", "[bc]", "/", ":", "·",
)  # fmt: skip
