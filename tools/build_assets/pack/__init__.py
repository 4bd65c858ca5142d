"""The pack of things that places are furnished with: every one made by a function of size, colour, wear and seed."""
