"""Room: social-insurance contributions collected by the tax authority (京人社发〔2020〕18号)."""
