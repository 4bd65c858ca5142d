"""Who the host is: character cards and their lorebooks, read and written without losing a key."""
