"""What axe-core is asked for beyond its defaults."""

SIZES = {"rules": {"target-size": {"enabled": True}}}  # of WCAG 2.2, which axe-core does not ask for by itself
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
