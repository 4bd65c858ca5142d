"""Words of English and Chinese as they are compared: stems, synonyms, numbers, what tells one text from another."""
