"""Rural-revitalisation assistants, the whole term of service: 京人社毕发〔2020〕22号."""
