"""The roof: settings, addresses, servers and the one table of who listens to what."""
