"""Dated registers the rules ask: insurance, unemployment, graduates, firms, earlier subsidies."""
