"""Planted faults: how many of each kind the checks find, and how often they warn of what is sound."""
