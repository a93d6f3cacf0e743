"""What was decoded or escaped wrongly is mended before it is stored; what is intact is not touched."""

import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.read import documents
from factx.read.repair import repair


@pytest.mark.parametrize(
    ("text", "mended", "done"),
    [
        ("It paid â‚¬5 million.", "It paid €5 million.", ["mojibake"]),
        ("It cost Â£3 million at the cafÃ©.", "It cost £3 million at the café.", ["mojibake"]),
        ("The minister â€“ who resigned â€“ said so.", "The minister – who resigned – said so.", ["mojibake"]),
        ("It paid &euro;5&nbsp;million.", "It paid €5\u00a0million.", ["character entities"]),
        ("Smith &amp; Sons paid &#36;5 and &#x20AC;6.", "Smith & Sons paid $5 and €6.", ["character entities"]),
        ("It paid &amp;pound;5.", "It paid £5.", ["character entities"]),
        ("It paid =E2=82=AC5 million for the =C3=84lgen mill.", "It paid €5 million for the Älgen mill.", ["quoted-printable"]),
        ("It paid =E2=82=AC5 mil=\nlion for the mill.", "It paid €5 million for the mill.", ["quoted-printable"]),
        (r"It paid \u20ac5 million and \u00a33 million.", "It paid €5 million and £3 million.", ["character entities"]),
        ("<p>It rose <b>5</b> percent.</p>\n<p>It fell.</p>", "It rose 5 percent.\n\nIt fell.", ["HTML tags"]),
        ("It paid <b>$5</b> million<sup>1</sup>.\n\nIt was <i>so</i>.", "It paid $5 million.\n\nIt was so.", ["HTML tags"]),
        ("It paid 10<sup>6</sup> <b>euros</b><sup>[1]</sup> on the 5<sup>th</sup> for 3 km<sup>2</sup>.", "It paid 10⁶ euros on the 5th for 3 km².", ["HTML tags"]),
        ("<table><tr><td>Sales</td><td>$5</td><td>7 million</td></tr></table>", "Sales | $5 | 7 million", ["HTML tags"]),
        ("A line<br>another<br/>5<br />percent", "A line\nanother\n5\npercent", ["HTML tags"]),
        ("&lt;p&gt;It rose 5 percent.&lt;/p&gt;", "It rose 5 percent.", ["character entities", "HTML tags"]),
        ("It paid \u00805 million, \u0093at once\u0094.", "It paid €5 million, “at once”.", ["mojibake"]),
        ("It paid $5Â million and 3Â percent.", "It paid $5 million and 3 percent.", ["mojibake"]),
        ("It paid Ôé¼5 million ÔÇô and ┬ú3.", "It paid €5 million – and £3.", ["mojibake"]),
        ("The company鈥檚 unit paid 拢5.", "The company’s unit paid £5.", ["mojibake"]),
        (r"Its unit\xe2\x80\x99s \xe2\x82\xac5 and \xa33.", "Its unit’s €5 and £3.", ["character entities"]),
        ("It paid &amp;amp;pound;5.", "It paid £5.", ["character entities"]),
        ("It paid &pound5 and 3&nbsp percent &#55357;&#56832;.", "It paid £5 and 3\u00a0 percent \U0001f600.", ["character entities"]),
        ("Socie\u0301te\u0301 paid \x1b[1m$5\x1b[0m.", "Société paid $5.", ["control characters", "accents"]),
        ("It paid =C3=A2=E2=80=9A=C2=AC5 mil=\nlion.", "It paid €5 million.", ["quoted-printable", "mojibake"]),
    ],
)  # fmt: skip
def test_mends(text, mended, done):
    assert repair(text) == (mended, done)


@pytest.mark.parametrize(
    "text",
    [
        "AT&T and R&D rose 5%; Q&A follows.",
        "x = 5, y=C3=A4? no: y=7",
        "Marked &QL; by a wire.",
        "Das Café in Zürich, naïve señor, 5 €.",
        "価格は5億円、€5、£3。",
        "a=b\nc=d",
        r"C:\users\u00zz and \u1234",
        r"C:\xab\x41 and \x41\n",
        "SÃO PAULO, Â and Âncora; 鈥 alone.",
        "<IBM.N> paid 500 mln dlrs. <GM> did not.",
        "<TABLE>\nSales     40    50\n<S>  <C>\n</TABLE>",
        "He wrote </i> once, and a < b > c.",
        "",
    ],
)
def test_leaves_alone(text):
    assert repair(text) == (text, [])


@given(st.text(st.characters(codec="utf-8", exclude_characters="&=\r"), max_size=200))
def test_never_raises_and_is_done_once(text):
    mended, done = repair(text)
    assert (mended == text) == (done == [])
    assert repair(mended)[0] == mended or done


@given(st.text(st.sampled_from("aeé€ü £5.,"), min_size=5, max_size=60).filter(lambda t: len(t.strip()) > 4))
def test_quoted_printable_is_undone(text):
    packed = quopri.encodestring(text.encode()).decode("ascii")
    mended, done = repair(packed)
    assert "quoted-printable" not in done or mended == repair(text)[0]


def test_titles_and_authors_are_mended_as_well(tmp_path):
    (tmp_path / "a.json").write_text(
        '{"text": "Sales rose.", "title": "CafÃ© sold &amp; shut", "author": "JosÃ© Lee"}', "utf8"
    )
    (found,) = documents([tmp_path])
    assert (found.title, found.author, found.repaired) == ("Café sold & shut", "José Lee", None)


def test_a_document_says_what_was_mended(tmp_path):
    (tmp_path / "a.txt").write_text("Mill sold\n\nIt paid â‚¬5 million to Smith &amp; Sons.\n", "utf8")
    (tmp_path / "b.txt").write_text("It paid €5 million.\n", "utf8")
    mended, intact = documents([tmp_path])
    assert mended.text == "Mill sold\n\nIt paid €5 million to Smith & Sons.\n"
    assert (mended.repaired, intact.repaired) == ("mojibake, character entities", None)
