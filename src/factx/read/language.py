"""Whether a text is plainly not English, told by its commonest words and its script: factx reads English only."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HEAD = 6000  # characters looked at, in three places of a long text
_LEAST = 12  # words, below which nothing is said
_OTHER = 0.10  # of the words that are among the commonest of another language; English has 0.25 and more of its own
_DIFFERENT = 3  # of these words: fewer are chance
_PLAIN = 15  # words without a capital, of which English has some of its commonest
_RARE = 0.05
_WORDS = {
    "en": "the of and to in a is that for it on was with as by are at be this from or have has had not which an he she his her they"
    " but were we you their will said would been its who about after more one two if there when what all can no also up out than",
    "de": "der die und den das von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach"
    " wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch",
    "fr": "de la le les et des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec son aux cette ont mais"
    " comme ou été être sa ses elle nous leur deux après l d à a",
    "es": "de la que el en y los se del las por un para con no una su al lo como más o pero sus le ha este sí porque esta entre"
    " cuando muy sin sobre ser también hasta hay es son dos fue",
    "it": "di che e la il un a per in una mi sono non è si lo ma ha le della con del i da dei nel alla al più come gli anche delle"
    " dal questo nella ed o se ai dalla degli suo l",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos"
    " já foi também só pelo pela até isso são é ser",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er die ook als bij om door maar naar dan of over heeft uit worden"
    " wordt nog tot meer werd hij ze je deze",
    "sv": "och att det i en som på är av för med den till inte har de om ett var sig men så vi från nu när man kan eller efter vid"
    " ska hade",
    "da": "og i at det er en til af på den for med de som der ikke har et var han om men fra sig kan efter ved også",
    "nb": "og i det er på en til av som for at med ikke de har den om et var fra seg men han kan etter ved også ble",
    "fi": "ja on ei että se hän oli mutta kun joka myös ovat niin ole sen tai kuin mitä vain nyt jos jo siitä hänen",
    "pl": "w i na z się nie do że to jest o jak po za od co przez ale dla są oraz tym ma jego czy może który będzie był przy",
    "cs": "a v se na je že s to z do i o ve jako za by ale po jsou k pro si od podle jeho nebo při jsem bylo byl",
    "ro": "de și în a la cu pe un o nu din este care că mai pentru sunt au fi s ce sau prin fost lui se al",
    "hu": "a az és hogy nem is egy van meg ez csak már de még volt mint el ha vagy azt szerint lesz",
    "tr": "ve bir bu da de için ile ne olarak daha çok gibi var ama o kadar olan sonra en ya değil göre",
    "id": "yang dan di dari untuk dengan ini itu pada ke tidak akan dalam juga adalah ada oleh telah mereka karena bisa",
    "vi": "và của là có cho được trong một các không với này đã những người khi để từ như vào ra đến",
    "ca": "de la el que i a en un les per del els una amb és no al se dels com més va són ha seva aquest",
}
_WORDS |= {
    "hr": "i je u na se da su za od s iz koji koja o po što će bio kako nije ali do ili to kao više godine bi sa samo",
    "sk": "a v na sa je že s do o z za ako po od pre by ale sú aj to ich jeho pri podľa bol bola bolo už uviedol",
    "et": "ja on ei et see oli kui ka mis aga oma ta kes ning selle mida nii või pole tema olnud kuid juba rohkem",
    "lv": "un ir ar par no uz ka kas lai arī tika bija pie pēc bet gada kā to nav vai gan tas šo līdz",
    "lt": "ir yra kad su į iš kaip buvo o apie už tai jau bet per po nuo metų dėl jis kuris ar dar bus",
    "tl": "ng sa ang mga na ay ito ni para kung hindi siya nito kay nang mula noong kanyang mas isang ating",
    "sw": "na ya wa kwa katika ni za la kuwa cha hiyo huu kama hayo huo yake alisema hii mwaka wake watu",
}
_COMMON = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_ENGLISH = _COMMON.pop("en")
# De la Rue, Banco de la Nación: small words between capitals are part of a name, of whatever country.
_IN_NAMES = re.compile(r"(?<=[\w.])((?:[ \u00a0][a-zà-ÿ]{1,4}['’]?){1,3}[ \u00a0])(?=[A-ZÀ-Þ])")
_SOME = 100  # letters, one of which is a language's own
_CAPITALS = 0.6  # share of the words in capitals, from which on they say something
# What letters of a script say; und where several languages are written in it.
_SCRIPTS = (
    ("\u3040", "\u30ff", "ja"), ("\uac00", "\ud7a3", "ko"), ("\u4e00", "\u9fff", "zh"), ("\u0370", "\u03ff", "el"), ("\u0590", "\u05ff", "he"),
    ("\u0e00", "\u0e7f", "th"), ("\u0400", "\u052f", "ru"), ("\u0600", "\u06ff", "ar"), ("\u0900", "\u097f", "hi"), ("\u0531", "\u1fff", "und"),
)  # fmt: skip

_OWN = {"ru": (("ў", "be"), ("іїєґ", "uk"), ("ђљњћџ", "sr"), ("әғқңұ", "kk")), "ar": (("ٹڈڑے", "ur"), ("پچژگ", "fa"))}


def foreign(text: str) -> str | None:
    """Return the language of a text that is plainly not English (ISO 639-1; und: not told which), None for all others."""
    sample = _sample(text)
    script = _script(sample)
    if script:
        return script
    found = _WORD.findall(_IN_NAMES.sub(_apart, sample))
    if sum(each.isupper() for each in found) > len(found) * _CAPITALS:
        found = [each.lower() for each in found]
    words = [each for each in found if not each.isupper() or len(each) == 1]  # De Vries, La Paz: names of all countries
    if len(words) < _LEAST:
        return None
    shares = {code: sum(word in common for word in words) / len(words) for code, common in _COMMON.items()}
    best = max(shares, key=lambda code: shares[code])
    both = _COMMON[best] & _ENGLISH  # is and in are Dutch as well
    english, other = (sum(word.lower() in own - both for word in words) for own in (_ENGLISH, _COMMON[best]))
    if shares[best] >= _OTHER and other > 2 * english and len((_COMMON[best] - both).intersection(words)) >= _DIFFERENT:
        return best
    plain = [each for each in found if each.islower()]  # no names: lists and tables are made of those
    accented = sum(not each.isascii() for each in plain) > len(plain) * _RARE
    if accented and len(plain) > _PLAIN and sum(each in _ENGLISH for each in plain) < _RARE * len(plain):
        return "und"
    return None


def _apart(m: re.Match[str]) -> str:
    """Return a blank for the small words in a name: what stands before them begins with a capital, too."""
    before = m.string[max(0, m.start() - 20) : m.start()].split()
    return " " if before and before[-1][0].isupper() else m[0]


def _sample(text: str) -> str:
    if len(text) <= _HEAD:
        return text
    third, middle = _HEAD // 3, len(text) // 2
    return f"{text[:third]} {text[middle : middle + third]} {text[-third:]}"


def _script(sample: str) -> str | None:
    """Return what the script says of a text most of whose letters are not Latin: kana make Han Japanese."""
    letters = [each for each in sample if each.isalpha()]
    found: dict[str, int] = {}
    for each in letters:
        if each > "\u0250":
            code = next((code for first, last, code in _SCRIPTS if first <= each <= last), "und")
            found[code] = found.get(code, 0) + 1
    other = sum(found.values())
    if len(letters) < _LEAST or other * 2 < len(letters):
        return None
    most = "ja" if found.get("ja", 0) * 10 > other else max(found, key=lambda code: found[code])
    return next((code for own, code in _OWN.get(most, ()) if sum(map(sample.lower().count, own)) * _SOME > other), most)
