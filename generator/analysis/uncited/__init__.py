"""Sources that speak of a claim and are not quoted for it."""
