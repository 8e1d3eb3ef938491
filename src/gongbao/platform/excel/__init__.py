"""Excel: sheets out of forms' columns and tables back in, with each problem at its cell."""
