"""What sources say of a claim that does not quote them."""
