"""gettext catalogs: reading, writing and merging `.po` and `.pot` files."""
