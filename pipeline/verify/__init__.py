"""Prove a built site: read its pages back, and compare their facts with those of the source."""
