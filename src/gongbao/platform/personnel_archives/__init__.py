"""Personnel archives: register, custody, images, requests, loans, transfers, complaints."""
