"""The subcommands of `twinledger`, a module for each family; each has a function `register(app)`."""
