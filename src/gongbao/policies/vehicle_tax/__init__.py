"""Room: vehicle tax collected by insurers (公告2020年第9号)."""
