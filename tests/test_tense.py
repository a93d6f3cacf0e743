"""How far ahead the words around a date look: one table of sentences, the date's place marked by a bar."""

import re

import pytest

from factx.kinds.date.resolve.tense import CUES, FAR, NEAR, SLIGHT, WEAK, looks_back, reach_ahead, tells_past


@pytest.mark.parametrize(
    ("sentence", "what", "reach"),
    [
        # strong cues: modals, timetables, intentions
        ("The bridge will reopen in |.", "date", FAR),
        ("The bridge should reopen in |.", "date", FAR),
        ("Output may recover in |.", "date", FAR),
        ("The form must be sent in |.", "date", FAR),
        ("The yard hopes to list in |.", "date", FAR),
        ("The yard aims to list in |.", "date", FAR),
        ("The mayor promised to reopen it in |.", "date", FAR),
        ("The vote takes place on |.", "date", FAR),
        ("The loan is due in |.", "date", FAR),
        ("The bank sees rates peaking in |.", "date", FAR),
        ("In | it will open.", "date", FAR),
        ("It is shut until |.", "date", FAR),
        # weak cues reach less far
        ("The ferry can sail in |.", "date", WEAK),
        ("It stands below the deficit forecast in |.", "date", WEAK),
        ("It exceeds the cuts planned in |.", "date", WEAK),
        ("It agreed to buy the line in |.", "date", SLIGHT),
        ("Analysts tip a recovery in |.", "date", FAR),
        ("Voters go to the polls in |.", "date", FAR),
        ("The summit in | is in doubt.", "date", FAR),
        ("I'll be sixty in |.", "date", FAR),
        ("The dividend is payable on |.", "date", FAR),
        ("The mill may open or wait until |, officers said.", "date", FAR),
        # the present of timetables: a verb of the list, its last one before the date
        ("Talks resume |.", "weekday", FAR),
        ("The bridge, built in steel, closes for repairs from |.", "weekday", FAR),
        ("The hurling side won at home and host Cork on |.", "weekday", FAR),
        ("The mayor and Captain Lee meet |.", "weekday", FAR),
        ("The mill reports half-year results on |.", "weekday", FAR),
        ("The hearing is |.", "weekday", FAR),
        ("The fair runs from |.", "date", FAR),
        ("Snow is likely on |.", "weekday", FAR),
        ("They counted the votes on |.", "weekday", 0),
        ("After two visits on |, they left.", "weekday", 0),
        ("The envoy comes home from talks that lasted all |.", "weekday", 0),
        ("From noon | the bridge will be shut.", "weekday", FAR),
        ("The vote was postponed until |.", "date", FAR),
        ("The match was moved to |.", "weekday", FAR),
        # the past, and nothing
        ("The driver faces a trial after the crash on |.", "weekday", 0),
        ("The party holds a lead in a poll taken on |.", "weekday", 0),
        ("The feud goes back to |.", "date", 0),
        ("The truce lasted until |.", "weekday", 0),
        ("Until |, they had not met.", "weekday", 0),
        ("It will be the first since the flood of |.", "date", 0),
        ("They expected a gain in | but got a loss.", "date", 0),
        ("The planned report covers sales in |.", "date", 0),
        ("It stands below the 2 percent it forecast in |.", "date", 0),
        ("It should have reopened in |.", "date", 0),
        ("It opened in |.", "date", 0),
        ("It has been shut since |.", "date", 0),
        ("It was shut in |.", "date", 0),
        ("Sales rose in |.", "date", 0),
        ("The hall is closed from |.", "date", 0),
        # of a weekday or a length only its own clause tells
        ("It will open on |.", "weekday", FAR),
        ("The mayor said on |", "weekday", 0),
        ("It will open soon, the mayor said on |", "weekday", 0),
        ("It could open on |.", "weekday", NEAR),
        ("It was expected to open on |.", "weekday", NEAR),
        ("It had been expected to open on |.", "weekday", 0),
        ("Forecasters predict snow on |.", "weekday", FAR),
        ("It shut due to a slide on |.", "weekday", 0),
        ("It will open in |.", "length", FAR),
        ("They could finish it in |.", "length", 0),  # the time needed
        ("They believed it could be dug in |.", "length", 0),
    ],
)
def test_reach(sentence, what, reach):
    before, after = sentence.split("|")
    assert reach_ahead(before, after, what) == reach


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ("The ministers met ", True),
        ("The mill was shut in ", True),
        ("It snowed from ", True),
        ("The bonds issued ", True),
        ("It began in ", True),
        ("The fair is held ", False),
        ("The works are shut from ", False),
        ("It will be moved to ", False),
        ("The part that plans to build next year sank to 9 percent from 11 percent in ", True),
    ],
)
def test_looks_back(before, back):
    assert looks_back(before) is back


@pytest.mark.parametrize(
    ("before", "after", "past"),
    [
        ("The fair drew crowds ", ", they said.", True),
        ("", ", the pilot crossed the bay.", True),
        ("The fair opens ", ".", False),
        ('She smiled and said "', ", I sing.", False),
        ('she laughed and said "', ", I am resting", False),
    ],
)
def test_tells_past(before, after, past):
    assert tells_past(before, after) is past


@pytest.mark.parametrize("cue", CUES, ids=[cue.words[:30] for cue in CUES])
def test_every_cue_is_known_in_what_it_tells_of(cue):
    assert set(cue.of.split()) <= {"date", "weekday", "length"}
    assert cue.reach in {FAR, WEAK, SLIGHT, NEAR}
    assert re.compile(cue.words)


_AHEAD = """
will|won't|shall|should|must|may|would|could|might|can|scheduled|slated|due|set to open|going to open|is to open
|are to open|expected|is likely|are unlikely|is forecast|is possible|as soon as|as early as|ahead of|until|till|next
|effective|payable|go to the polls|expects to open|expect|plans to|plan|hopes to|hope to|aims to|aim to|intends to|intend to
|wants to|want|seeks to|seek to|vowed to|vows to|vow to|pledged to|pledges to|pledge to|promised to|promises to|promise to|sees
|tips|tip|planning|decided to|predicts|predict|predicting|forecast to|planned to|planning for|upcoming|planned|forecast
|forecasts|agrees to|agreed to|agree to|agreement to|to be held
"""
_PUT_OFF = "delayed|postponed|deferred|adjourned|suspended|rescheduled|moved|pushed back|put off|brought forward"
_STARTS = """
starts|begins|opens|ends|expires|closes|resumes|launches|kicks off|goes on sale|takes effect|take place|comes into force
|come into effect|is held|is run|is published|is released|is paid|is observed|is celebrated|is marked|is staged|is played
"""


@pytest.mark.parametrize("words", [" ".join(words.split()) for words in _AHEAD.split("|")])
def test_looks_ahead_by_its_words_alone(words):
    assert reach_ahead(f"The yard {words} in ", ".") > 0
    assert reach_ahead(f"The yard {words.capitalize()} in ", ".") > 0 or words == "may"


@pytest.mark.parametrize("words", _PUT_OFF.split("|"))
def test_put_off_looks_ahead(words):
    assert reach_ahead(f"The vote was {words} to ", ".") == FAR


@pytest.mark.parametrize("words", [" ".join(words.split()) for words in _STARTS.split("|")])
def test_starts_looks_ahead(words):
    assert reach_ahead(f"The fair {words} in ", ".") == FAR
