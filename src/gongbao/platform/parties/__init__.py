"""Who is who: accounts, persons, firms, officers' roles and mandates."""
