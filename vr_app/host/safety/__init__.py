"""What is not answered, not said and not logged."""
