"""Forms: each leaflet is parsed once, with a blank for each message, and filled in per locale."""
