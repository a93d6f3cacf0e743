"""What dates come to: expressions, calendar arithmetic, tense, and the period under discussion."""
