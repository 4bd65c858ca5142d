"""Makes every asset of the product from code: geometry, textures, sounds. Same source, same bytes."""
