"""Papers: documents are typeset, laid out with places for signatures, and signed by appended revisions."""
