"""The platform: Django apps that keep cases, people, money, notices and proofs."""
