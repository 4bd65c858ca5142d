"""Bodies that stand in for things of which no asset is installed, built of simple solids to any size and colour."""
