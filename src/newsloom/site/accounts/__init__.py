"""Who: members and how they sign in."""
