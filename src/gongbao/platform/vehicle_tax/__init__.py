"""Vehicle tax collected by insurers: institutions, accepted systems, collected items, filings, fees, certificates."""
