"""What a reader would rather look at than read: pictures as inline SVG, and the cards that networks show of a claim.

A picture is a pure function from plain values to Markup, and is never the only place where something is told: a list or
a table on the page says the same. Horizontal places are percentages and all else is pixels, so that a picture fills a
phone and a wide screen alike while its words keep their size. Colours are the style sheet's, by class.
"""
