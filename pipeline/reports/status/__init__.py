"""Reports: how each locale stands, as a table for people, as JSON, and as a page."""
