"""Cut a leaflet into messages, and put translations in their place, inside Python-Markdown."""
