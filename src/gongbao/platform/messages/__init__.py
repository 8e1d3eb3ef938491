"""Messages: what parties and offices are told, in the site and over outgoing channels."""
