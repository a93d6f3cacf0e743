"""What pages hold beside their article is left out of it: buttons, notices, footnote marks; table cells stay apart."""

import pytest

from factx.read import documents
from factx.read.remains import remains

BODY = (
    "<p>Northfield Inc. said on Friday that sales rose 5 percent to $3.2 million last year, more than analysts had thought.</p>"
    "<p>The mill in Norden will hire two hundred workers by the end of the month, the company told reporters on Friday.</p>"
)


def page(tmp_path, body, title="Mill to open", head="", encoding="utf-8"):
    text = f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body><main><article><h1>Mill to open</h1>{body}</article></main></body></html>"
    (tmp_path / "a.html").write_bytes(text.encode(encoding))
    (found,) = documents([tmp_path])
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Share this article", "Share on Facebook", "Tweet", "3 min read", "Advertisement", "Accept all cookies", "By Ann Lee",
        "By Ann Lee and Tom O'Hara", "By Ann Lee, Staff Writer", "Sign up for our newsletter: $5 a month, 20% off",
        "We use cookies to improve your experience.", "Read more: Northfield pays $5 million", "Subscribe now for $1 a week",
        "© 2021 Mill Media Ltd. All rights reserved.", "Follow us on Twitter", "View this email in your browser", "12 comments",
        "Our Standards: The Thomson Reuters Trust Principles.", "ALSO READ | Northfield pays $5 million", "(Photo by Ann Lee/Getty Images)",
        "FILE PHOTO: A mill in Norden, September 1, 2020. REUTERS/Ann Lee", "Comments (12)", "Get the Morning Mill in your inbox",
        "REUTERS/Ann Lee", "Photo: AP", "Reporting by Ann Lee; Editing by Tom Ray", "BY ANN LEE", "By Ludwig van Beek, Reuters", "Home > Business",
        "Facebook Twitter LinkedIn Email", "Story continues below advertisement", "You may also like", "Register now for FREE access",
        "Acquire Licensing Rights, opens new tab", "Continue reading", "Related Articles", "Updated 3 hours ago", "Tags: mills, paper",
        "You are receiving this email because you signed up.", "Get our daily news in your inbox",
    ],
)  # fmt: skip
def test_lines_that_are_no_article(line):
    assert remains(line)


@pytest.mark.parametrize(
    "line",
    [
        "Shares of the company rose 5 percent.", "Shared costs were $5 million.", "By Friday the price was $5.", "By Monday",
        "Tweets by the company cost it $5 million.", "Cookies sold for $5 at the fair.", "Subscribers rose to 5 million.",
        "By the end of the year it will have paid $5 million.", "Related costs rose 5 percent.", "Advertisement sales fell 5%.",
        "Copyright law costs publishers $5 million.", "Signing up 5 million users took it a year.", "Follow-up costs were $5.",
        "By 2021 Northfield Inc. had paid $5 million.", "By Tuesday, the mill had closed.", "By Monday afternoon the strike was over.",
        "By Christmas it was gone.", "Photo sharing rose.", "Accept the offer, the board said.", "Related parties paid $5 million.",
        "Picture sales: $5 million", "Watch sales rose 5 percent.", "Register of Companies filings show it.", "Home sales fell.",
    ],
)  # fmt: skip
def test_lines_of_articles_stay(line):
    assert not remains(line)


def test_a_page_without_them_says_how_many(tmp_path):
    found = page(tmp_path, f"<p>By Ann Lee</p><p>Share on Facebook</p>{BODY}<p>Subscribe now for $1 a week</p>")
    assert "$3.2 million" in found.text
    assert not {"Share on Facebook", "Subscribe now for $1 a week"} & set(found.text.split("\n"))
    assert found.repaired == "3 lines left out"
    assert page(tmp_path, BODY).repaired is None


def test_newsletters_and_feeds_without_them(tmp_path):
    lines = "View this email in your browser\n\nIt paid $5 million.\n\nUnsubscribe"
    (tmp_path / "a.eml").write_text(f"Subject: Mill\n\n{lines}")
    entry = "&lt;p&gt;It paid $5 million.&lt;/p&gt;&lt;p&gt;The post Mill sold appeared first on Mill News.&lt;/p&gt;"
    (tmp_path / "b.xml").write_text(
        f"<rss version='2.0'><channel><item><description>{entry}</description></item></channel></rss>"
    )
    found = list(documents([tmp_path]))
    assert [d.text.strip() for d in found] == ["It paid $5 million."] * 2
    assert [d.repaired for d in found] == ["2 lines left out", "1 line left out"]


def test_marks_of_footnotes_are_no_part_of_numbers(tmp_path):
    body = BODY + (
        "<p>It paid $4.2 million<sup>1</sup> and 5 percent<sup><a href='#n2'>2</a></sup> more for 10<sup>6</sup> tonnes"
        " on 30 km<sup>2</sup> of land, on the 5<sup>th</sup> of May.<sup>[3]</sup></p>"
    )
    assert (
        "$4.2 million and 5 percent more for 10⁶ tonnes on 30 km² of land, on the 5th of May."
        in page(tmp_path, body).text
    )


@pytest.mark.parametrize(
    ("raised", "text"),
    [
        ("$4.2<sup>1</sup> million", "$4.2 million"),
        ("5<sup>2</sup>&nbsp;percent", "5 percent"),
        ("€3 million<sup>a</sup>", "€3 million"),
        ("2<sup>1</sup>/<sub>2</sub> percent", "2 1/2 percent"),
        ("the 5<sup>e</sup> and 10<sup>6</sup> tonnes", "the 5e and 10⁶ tonnes"),
        ("Northfield (NFD.O), opens new tab rose", "Northfield (NFD.O) rose"),
    ],
)
def test_marks_behind_amounts_and_links(tmp_path, raised, text):
    assert text in page(tmp_path, f"{BODY}<p>It paid {raised} at once, it told reporters on Friday in Norden.</p>").text


def test_cells_of_tables_are_kept_apart(tmp_path):
    table = "<table><tr><td>Tonnes</td><td>12</td><td>million</td></tr><tr><td>Sales</td><td>$3</td><td>4 million</td></tr></table>"
    text = page(tmp_path, BODY + table + BODY).text
    assert "12 | million" in text
    assert "$3 | 4 million" in text


@pytest.mark.parametrize(
    ("title", "head", "publisher"),
    [
        ("Mill to open - Sales rise 5.2 percent in the year, says its owner", "", None),
        ("Sales up 5.2 percent - Mill to open", "", None),
        ("Mill to open - U.S. Mill News", "", "U.S. Mill News"),
        ("Mill to open - mill.example", "", "mill.example"),
        ("Mill to open", "<meta property='og:site_name' content='Mill Times'>", "Mill Times"),
    ],
)
def test_a_headline_is_no_publisher(tmp_path, title, head, publisher):
    found = page(tmp_path, BODY, title, head)
    assert (found.publisher or "").lower() == (publisher or "").lower()


def test_a_page_of_latin1_is_windows_1252(tmp_path):
    head = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
    found = page(tmp_path, BODY + "<p>It paid €5 million – “at once” – for it.</p>", head=head, encoding="cp1252")
    assert "€5 million – “at once”" in found.text
    assert found.encoding == "windows-1252"


@pytest.mark.parametrize(
    ("head", "lang", "day", "remark"),
    [
        ('<meta property="article:published_time" content="1632478200">', "en", "2021-09-24", None),
        ('<script type="application/ld+json">[{"datePublished":"Sep 24, 2021 10:15 AM"}]</script>', "en", "2021-09-24", None),
        ('<script type="application/ld+json">{"datePublished":1632478200000}</script>', "en", "2021-09-24", None),
        ('<meta name="pubdate" content="2021-09-24"><meta itemprop="datePublished" content="2021-09-23">', "en", "2021-09-23", None),
        ('<meta name="date" content="09/05/2021">', "en-US", "2021-09-05", None),
        ('<meta name="date" content="05/09/2021">', "en-GB", "2021-09-05", None),
        ('<meta name="date" content="05/09/2021"><meta property="og:locale" content="en_AU">', "en", "2021-09-05", None),
        ('<meta name="date" content="09/05/2021">', "en", "2021-09-05", "date 09/05/2021: read month first"),
        ('<link rel="canonical" href="https://daily.co.uk/mill"><meta name="date" content="05/09/2021">', "en-US", "2021-09-05", None),
        ('<meta name="expires" content="2031-01-01"><time itemprop="datePublished" datetime="2021-09-24">', "en", "2021-09-24", None),
    ],
)  # fmt: skip
def test_the_day_that_a_page_states(tmp_path, head, lang, day, remark):
    (tmp_path / "a.html").write_text(
        f"<html lang='{lang}'><head><title>Mill</title>{head}</head><body><article><h1>Mill</h1>{BODY}</article></body></html>"
    )
    (found,) = documents([tmp_path])
    assert (str(found.published), found.remark) == (day, remark)


def test_a_date_that_is_seen_is_in_the_order_of_the_page(tmp_path):
    found = page(
        tmp_path, f"<span class='date'>09/05/2021</span>{BODY}", head="<meta property='og:locale' content='en_US'>"
    )
    assert str(found.published) == "2021-09-05"
    assert str(page(tmp_path, f"<span class='date'>05/09/2021</span>{BODY}", head="<meta property='og:locale' content='en_GB'>").published) == "2021-09-05"  # fmt: skip


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Ann Lee | Published 24 September 2021, updated 2 October 2021", "Ann Lee"),
        ("By April Ray and Bob May, Staff Writers, September 24, 2021", "April Ray; Bob May"),
        ("By Ann Lee Updated: Oct 2, 2021", "Ann Lee"),
    ],
)
def test_authors_are_names(tmp_path, byline, author):
    assert page(tmp_path, f"<p class='byline'>{byline}</p>{BODY}").author == author
