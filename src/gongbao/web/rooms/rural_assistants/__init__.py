"""The screens of rural assistants: announcement, an assistant’s own page, village, township, district, city."""
