"""The visitor's voice: from the microphone to the conversation."""
