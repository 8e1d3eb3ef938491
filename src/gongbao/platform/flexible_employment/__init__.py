"""Flexible employment: registrations, subsidy months and runs, vacancies, published lists, platform complaints."""
