"""From a wish in words to the stage file of a scene."""
