"""Reports: the findings of `leaflets check` as text for people and as files for machines."""
