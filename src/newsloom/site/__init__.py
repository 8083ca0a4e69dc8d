"""The site: pages, feeds and the operator's desk over what the loom has kept. The engine knows nothing of it."""
