"""Which written sentence answers a question, how surely any does, and what the host says where none does."""
