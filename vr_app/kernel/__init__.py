"""What every other package may import: events, ports, errors, ids, settings. Standard library and numpy only."""
