"""What: feeds, articles and stories as rows, and the pages, lists and feeds that show them."""
