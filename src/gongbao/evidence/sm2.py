"""provisional: replaced by crypto's at merge"""

USER_ID = b"1234567812345678"


class PublicKey: ...
