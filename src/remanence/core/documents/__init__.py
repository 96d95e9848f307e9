"""Which papers an order needs, and whether the papers agree."""
