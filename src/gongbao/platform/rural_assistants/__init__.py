"""Service records of rural assistants: from the plan to life after the term (京人社毕发〔2020〕22号)."""
