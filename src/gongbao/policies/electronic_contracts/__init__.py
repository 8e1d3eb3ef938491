"""Electronic labour contracts, 京人社劳发〔2020〕28号."""
