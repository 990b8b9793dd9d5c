"""Start from what exists: leaflets in other formats, and translations made outside of catalogs."""
