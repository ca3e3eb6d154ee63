"""The API as a whole; the resources are in the apps."""

VERSION = "1.5.1"
