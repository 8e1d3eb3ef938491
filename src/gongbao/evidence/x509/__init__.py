"""Certificates, revocation lists and status answers, with SM2, ECDSA or RSA keys."""
