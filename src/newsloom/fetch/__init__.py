"""Stage one: feeds, pages and favicons from the web, asked for politely and behind a guard."""
