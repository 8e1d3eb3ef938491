"""The web: screens for citizens, firms, officers and the public, and the API."""
