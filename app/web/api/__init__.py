"""The JSON interface, version 1: routes and the schemas of what they answer."""
