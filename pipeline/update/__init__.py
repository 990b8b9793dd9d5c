"""Merging templates into catalogs: nothing that a person wrote is lost, no old fact is offered.

`merge` decides for each message of a template: its own translation, one that moved here or comes
back (`memory`), one whose source differs in typography only (`alike`), or a suggestion from a near
message (`near`). `facts` says which facts of the source changed; `carry` puts the new ones into a
suggestion where that is certain, and leaves the suggestion out where it is not. `leave` decides
what of a catalog becomes obsolete, `rename` which leaflet has a new name.
"""
