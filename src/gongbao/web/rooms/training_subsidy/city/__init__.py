"""Money on screen: the months' requests, the special account, payments of a district."""
