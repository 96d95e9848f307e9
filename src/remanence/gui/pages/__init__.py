"""One page a subject; a page never calls another."""
