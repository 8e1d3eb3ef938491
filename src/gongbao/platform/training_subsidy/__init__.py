"""The room of the training-while-working subsidy: its claims, lists, money and supervision on the platform."""
