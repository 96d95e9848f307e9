"""How costs and supply move: points over months, drivers, exposure."""
