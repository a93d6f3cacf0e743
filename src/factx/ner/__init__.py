"""spaCy's NER: loaded, computed in NumPy, checked against spaCy itself; nothing else imports spaCy."""
