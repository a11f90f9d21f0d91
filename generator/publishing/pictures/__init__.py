"""Pictures on pages as inline SVG, and the cards that social networks show of a claim.

A picture is a pure function from plain values to Markup, and never the only place where something is said: a list or a
table on the page says the same. Horizontal places are percentages and everything else is in pixels, so that a picture
fills a phone and a wide screen alike while its words keep their size. Colours come from the style sheet, by class.
"""
