"""Which of the older encodings bytes are in, told by what their characters beside ASCII would be in each.

English text holds few of them, so what counts is where each stands: a currency's sign before a number, a quotation mark
before a word, an accented letter in one, letters that one language has. charset-normalizer, made for whole texts in any
language, is lost there.
"""

import re
from functools import lru_cache

# The likelier first. What comes behind must be better by more than _MORE.
_ENCODINGS = (
    "cp1252", "iso8859-15", "mac-roman", "cp1250", "cp850", "cp1251", "koi8-r", "cp866", "gb18030", "cp932", "euc_jp", "cp949",
    "big5hkscs", "cp1254", "iso8859-2", "cp1253", "cp1257", "cp437", "koi8-u", "iso8859-5", "cp1255", "cp1256",
)  # fmt: skip
_COMMON = {  # lead bytes of the characters that are in daily use
    "gb18030": range(0xB0, 0xD8), "cp932": range(0x88, 0x98), "euc_jp": range(0xB0, 0xD0), "cp949": range(0xB0, 0xC9), "big5hkscs": range(0xA4, 0xC7),
}  # fmt: skip
_DAILY = {  # characters that every page of news is full of
    "gb18030": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求基资边流路级少图山统接较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处银行阿里巴腾讯华海南东北京商股份有限集团科技网络",
    "cp949": "이다는의에을가지고하은한를사로기자도리대인서정시어해일나들스아부전상그구수과장주보여제원으있조했것게만안성러비용트연국동공경면유드신금라년오민업화강현조삼엘케회차실중억위은행증권산건설기아포철선물생명협신한롯데쇼핑코텔레콤네카",
    "big5hkscs": "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正台灣積香港鴻海聯銀行股份有限公司集團科技報濟商元億萬月金融市",
    "cp932": "日本銀行東京電力自動車株式会社経済新聞年月円億万人国大阪中学生産業通信三井住友菱立芝松下野村証券金融市場政府首相党員長社者事業発表開決算期利益売上高前後今回第一二四五六七八九十分時間同新内外地方水木火土日",
}  # fmt: skip
_DAILY["euc_jp"] = _DAILY["cp932"]
_ALPHABETS = {  # letters of languages, õe for õ before e, by what it takes to believe that a text has names of one
    "éèêëàâçîïôûùüœ": 0.2, "äöüß": 0.2, "áéíóúñü": 0.2, "áàâãçéêíóôúüõe": 0.3, "àèéìòù": 0.3, "åäöøæé": 0.3, "ąćęłńóśźż": 0.5,
    "áčďéěíňóřšťúůýžäĺľôŕ": 0.5, "áéíóöőúüű": 0.5, "âçğıîöşüû": 0.4, "čćđšž": 0.6, "ăâîşţ": 0.6, "ąčęėįšųūž": 0.5,
    "āčēģīķļņšūž": 0.5, "äöüšžõõe": 0.7, "áðéíóúýþæö": 0.7,
}  # fmt: skip
_LANGUAGES = [(frozenset(re.findall("õe|.", letters)), cost) for letters, cost in _ALPHABETS.items()]
_STRANGE = 0.5  # what a letter of no language costs
_HEAD = 1 << 16  # bytes looked at
_PLACES = 400  # characters looked at
_OTHER = re.compile(r"[^\x00-\x7f]")
_SIGNS = frozenset("‘’“”«»–—…\u00a0")
_SELDOM = frozenset("ЂЃђѓЉЊЌЋЏљњќћџЎўЈјЅѕ")
_MORE = 0.15
_RARE = {"cp850": 0.3, "cp437": 0.5, "cp1257": 0.3, "cp1253": 0.3}  # what it takes to believe in an encoding


def guess(data: bytes) -> str:
    """Return the codec that makes most sense of bytes that are no UTF-8; cp1252 where none does."""
    best, most = "cp1252", -1.0
    for name in _ENCODINGS:
        worth = sum(_worths(data[:_HEAD], name)) - _RARE.get(name, 0.0)
        if worth > most + _MORE:
            best, most = name, worth
    return best


def fits(data: bytes, name: str) -> bool:
    """Tell whether all characters of an encoding of two bytes are at home in bytes that would be UTF-8 as well."""
    if name not in _COMMON:
        return b"\x1b" in data
    worths = _worths(data[:_HEAD], name)
    return min(worths, default=0.0) > 0 and sum(worths) > 1.5 * len(worths)


def at_home(before: str, found: str, after: str) -> bool:
    """Tell whether each of some characters of windows-1252 stands where it might in a text."""
    text = f"{before or ' '}{found}{after or ' '}"
    return all(_narrow(*text[at : at + 3]) >= 0 for at in range(len(found)) if not text[at + 1].isascii())


def _worths(data: bytes, name: str) -> list[float]:
    """Return the worth of each of an encoding's characters beside ASCII, above 0 where it is at home, and of their languages."""
    text = f"\n{data.decode(name, 'replace')}\n"
    places = [m.start() for _, m in zip(range(_PLACES), _OTHER.finditer(text), strict=False)]
    if name in _COMMON:
        return [_wide(text[at], name) - _glued(text[at - 1], text[at + 1]) for at in places]
    worths = [_narrow(text[at - 1], text[at], text[at + 1]) for at in places]
    return [*worths, -_languages(frozenset(_unit(text[at], text[at + 1]) for at in places))]


def _unit(letter: str, after: str) -> str:
    """Return a letter as alphabets list it."""
    return "õe" if letter + after in {"õe", "ÕE"} else "ı" if letter == "İ" else letter.lower()


@lru_cache(maxsize=256)
def _languages(letters: frozenset[str]) -> float:
    """Return what it takes to believe that a text has all these letters: the languages that they are of."""
    left = {each for each in letters if each.isalpha() and "\u00bf" < each <= "\u024f"}
    total = 0.0
    while left:
        most, cost = max(((len(left & letters), -cost) for letters, cost in _LANGUAGES), key=lambda each: each)
        if not most:
            return total + _STRANGE * len(left)
        total -= cost
        left -= next(letters for letters, each in _LANGUAGES if -each == cost and len(left & letters) == most)
    return total


def _glued(before: str, after: str) -> float:
    """Return what it takes to believe in a character of two bytes beside Latin letters: é and the letter behind it look so."""
    latin = [each.isascii() and each.isalpha() for each in (before, after)]
    return 3.0 if all(latin) else 0.8 * latin[0] + 0.5 * latin[1]


@lru_cache(maxsize=4096)
def _wide(character: str, name: str) -> float:
    """Return the worth of a character of an encoding of two bytes: common ones, kana and full-width signs are at home."""
    if character == "\ufffd":
        return -3.0
    data = character.encode(name, "replace")
    if len(data) != 2:
        return -0.5  # half-width kana, four bytes
    if character in _DAILY[name]:
        return 2.5
    if "\u3040" <= character <= "\u30ff":
        return 2.0 if name in {"cp932", "euc_jp"} else -0.5
    if data[1] < 0x80:
        return 0.8  # may be one byte and a letter: 450°F
    return 2.0 if data[0] in _COMMON[name] or "\u3000" <= character < "\u3040" or character >= "\uff00" else -0.4


@lru_cache(maxsize=4096)
def _narrow(before: str, character: str, after: str) -> float:
    """Return the worth of a character of an encoding of one byte between its neighbours."""
    if character == "\ufffd" or "\x80" <= character <= "\x9f":
        return -3.0
    if character.isalpha() and character not in "ªºƒµ":
        return _letter(before, character, after)
    if character in "€£¥¢":
        return 2.0 if after.isdecimal() or before.isdecimal() else 0.0 if after.isalpha() or before.isalpha() else 0.5
    inside = before.isalpha() and after.isalpha()
    for signs, at_home, elsewhere, fits in (
        ("“‘«", 1.0, -0.5, not before.isalnum() and not after.isspace()),
        ("”»", 1.0, -0.5, not before.isspace() and not after.isalnum()),
        ("’", 1.0, 0.0, not before.isspace() or after.isdecimal()),
        ("–—\u00a0", 0.9, 0.9, True),
        ("…", 0.9, 0.3, not after.isalpha()),
        ("•°½¼¾", 0.9, -0.5, not before.isalpha()),
        ("\u00ad", 0.3, 0.3, True),
        ("®©™§±×·²³ºªµ", 0.3, -1.0, not inside and (character != "µ" or not before.isalpha())),
    ):
        if character in signs:
            return at_home if fits else elsewhere
    return -1.0


def _letter(before: str, letter: str, after: str) -> float:
    """Return the worth of a letter: in a word of its own script, its case as in words, no digit beside it."""
    if before.isdecimal() or after.isdecimal():
        return -2.0
    if letter > "\u024f":  # Cyrillic: words of it, and none of them with Latin letters
        beside = [each for each in (before, after) if each.isalpha()]
        if not beside:
            return 0.0
        if any(each <= "\u024f" for each in beside) or (before.islower() and letter.isupper()):
            return -2.0
        return 0.3 if letter in _SELDOM else 1.0
    if letter in "ğĞ" and before.lower() not in set("aeıioöuü"):
        return -1.0
    before, after = (" " if each in _SIGNS else each for each in (before, after))
    if not before.isascii() or not after.isascii():  # rare in names, usual in what is decoded wrongly
        return -0.3 if (before.isascii() or after.isascii()) and (before + after).strip().isalpha() else -1.0
    if letter.isupper():
        return -2.0 if before.islower() else 0.8 if after.isalpha() or before.isalpha() else -0.5
    return 1.0 if before.isalpha() or after.isalpha() else 0.0
