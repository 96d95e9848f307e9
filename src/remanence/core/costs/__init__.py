"""What an order costs landed: terms, charges, shares, rates, duty and fees."""
