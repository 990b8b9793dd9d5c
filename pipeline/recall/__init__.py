"""Recall: find what must go wherever it stands, and withdraw it from every language at once."""
