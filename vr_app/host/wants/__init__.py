"""What a line wants of the host, and what the host may do about it: a closed list, checked against the scene."""
