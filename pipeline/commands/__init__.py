"""The commands of `leaflets`, one file each: `add_arguments(parser)` and `run(arguments)`."""
