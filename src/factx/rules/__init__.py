"""What a rule is, how a list of rules reads a text, and what all kinds of facts share."""
