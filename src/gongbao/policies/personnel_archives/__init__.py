"""Personnel archives that follow people: 京人社人才发〔2020〕24号."""
