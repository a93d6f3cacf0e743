"""What the name of a field says that it holds: known names of any writing, and the words that names are made of."""

import re
from functools import lru_cache

NAMES: dict[str, tuple[str, ...]] = {  # by role, the likeliest first; without case, blanks, hyphens and underscores
    "text": tuple(
        "text content body article maintext fulltext articletext articlebody articlecontent bodytext textcontent contenttext "
        "newstext newscontent storytext storybody postcontent plaintext rawtext cleantext cleanedtext maincontent textbody "
        "bodyplain document story post message selftext transcript paragraphs contentelements sections blocks contentencoded news "
        "contenthtml bodyhtml bodyxhtml html description summary shortdescription longdescription leadparagraph extract "
        "abstract abstractnote excerpt snippet lead teaser tweet "
        "inhalt artikeltext volltext nachricht texte contenu texto contenido conteudo testo tekst текст 正文 内容 本文".split()
    ),
    "title": tuple("title headline head articletitle newstitle newsheadline titletext mainheadline heading webtitle subject "
        "titel überschrift ueberschrift schlagzeile titre título titulo titolo titular kop заголовок 标题 標題 タイトル name".split()),
    "published": tuple(
        "published publishedat publishedon publishedtime publisheddate publishedparsed datepublished datepublish publishdate "
        "publishtime publicationdate publicationtime publicationdatetime pubdate pubtime webpublicationdate "
        "firstpublicationdate firstpublished firstpublishedat articlepublishedtime datetimepub dcdate date datetime dateandtime articledate "
        "newsdate storydate releasedate dateline posted postedat postedon postdate dateposted issued issuedate timestamp time "
        "day datum erscheinungsdatum veröffentlicht veröffentlichungsdatum "
        "datedepublication datepublication datedeparution fecha fechadepublicación fechadepublicacion fechapublicacion "
        "datapublicação datadepublicação datadipubblicazione dataora publicatiedatum дата датапубликации 日期 发布时间 发布日期 时间 日付 "
        "firstcreated created createdat createdon createddate creationdate datecreated createtime createdtime versioncreated createdutc "
        "publishedutc dateutc timestamputc dategmt postdategmt providerpublishtime ts seendate updated updatedat "
        "modified lastmodified datemodified datemodify data".split()
    ),
    "id": tuple("id articleid docid documentid newsid storyid uuid guid".split()),
    "url": tuple("url link weburl permalink canonicalurl articleurl newsurl sourceurl documenturl pageurl canonical href".split()),
    "publisher": tuple("publisher source sourcename sitename site publication outlet newspaper sourcehostname sourcedomain provider "
        "publicationtitle pubtitle domain".split()),
    "author": tuple("author authors byline creator dccreator writer".split()),
    "country": tuple("country countrycode sourcecountry".split()),
}  # fmt: skip
_ROLE = {name: (role, rank) for role, names in NAMES.items() for rank, name in enumerate(names)}
_WEAK = _ROLE["firstcreated"][1]  # of dates: from here on they are of the record rather than of the article
_PLAIN_DATE = 5  # letters: what else names a date besides date, time and day
_DERIVED = 200  # rank of a name that is known by its words alone
_FILLING = frozenset("the a of and in at on am full complete entire main clean cleaned raw original orig plain final english en eng utc gmt iso web first keyword s t ss dt txt str".split())  # fmt: skip
_GENERAL = frozenset("article news story post item".split())
_WHEN = frozenset("date time datetime timestamp day at on of and utc gmt iso ts dt epoch unix ms parsed local first original article news story".split())  # fmt: skip
_PUBLISHED = frozenset("published publish publishing publication pub publ posted released issued dated aired sent broadcast".split())  # fmt: skip
_ISSUED = frozenset(
    "post issue release display air edition print".split()
)  # dates only where a word says so: release_date
_RECORDED = frozenset("created creation create updated update modified modification edited".split())
_NO_DATE = frozenset("publication publish publishing pub publ create creation update modification".split())
_WORD = re.compile(r"[^\W\d_]+|#")


def plain(name: str) -> str:
    """Return a field's name without case, blanks, hyphens, underscores and colons."""
    return re.sub(r"[\s_:-]", "", name.casefold().lstrip("\ufeff@"))


@lru_cache(maxsize=4096)
def role_of(name: str) -> tuple[str, int] | None:
    """Return the role that a field may have by its name, and its rank among those of the role; None for no name that we know.

    A name that is none of the list is known by its words: "Date (UTC)", "News Headlines", "first_published_date".
    """
    if found := _ROLE.get(plain(name)):
        return found
    bare = re.sub(r"[(\[][^)\]]*[)\]]?", " ", name)
    words = [word.casefold() for word in _WORD.findall(re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", bare))]
    if not 0 < len(words) < 7:
        return None
    if rank := _rank_of_date(words):
        return "published", rank
    for filling in (_FILLING, _FILLING | _GENERAL):
        rest = "".join(word for word in words if word not in filling)
        for each in (rest, rest.removesuffix("s")):
            found = _ROLE.get(each)
            if found and each != "name" and (found[0] != "published" or len(each) > _PLAIN_DATE):
                return found[0], found[1] + _DERIVED
    return None


def _rank_of_date(words: list[str]) -> int | None:
    """Return the rank of a name whose words say when an article was published, created or changed, and nothing else."""
    said, when = set(words), set(words) & {"date", "time", "datetime", "timestamp", "day", "at", "on", "ts", "utc"}
    if said <= _WHEN | _PUBLISHED and (said & _PUBLISHED - _NO_DATE or (said & _PUBLISHED and when)):
        return _ROLE["dcdate"][1]
    if said <= _WHEN | _ISSUED and said & _ISSUED and when:
        return _ROLE["issuedate"][1]
    if said <= _WHEN and said & {"date", "datetime", "timestamp"}:
        return _ROLE["dateandtime"][1]
    if said <= _WHEN | _RECORDED and (said & _RECORDED - _NO_DATE or (said & _RECORDED and when)):
        return _ROLE["modified" if said & {"updated", "update", "modified", "modification", "edited"} else "created"][1]
    return None


def is_weak(rank: int) -> bool:
    """Tell whether a date's name is of the record, which may have been made or changed on another day than the article."""
    return rank >= _WEAK
