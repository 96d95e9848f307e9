"""The fictional desk behind the sample: its names, goods, orders, and how they become sheets."""
