"""Room: training-while-working subsidies (京人社能发〔2020〕6号)."""
