"""The offline verifier: valid, refused with its reason, or cannot be judged."""
