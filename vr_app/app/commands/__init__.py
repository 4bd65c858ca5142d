"""The command line: one module a command, and what only they use."""
