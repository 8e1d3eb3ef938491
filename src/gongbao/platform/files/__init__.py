"""Files: uploads checked by their content, kept once by digest, served as attachments only."""
