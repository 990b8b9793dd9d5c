"""Build the site of every locale with MkDocs. Only this package and the plugin import MkDocs."""
