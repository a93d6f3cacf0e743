"""Which country a name in a text points to: countries, their people, capitals and financial cities, regions, publishers."""

import re
from functools import cache, lru_cache

from factx.rules.pattern import any_of

# A line: ISO 3166 code, names and adjectives; then capitals and large cities; _ is a blank.
_NATIONS = """
US  U.S. US USA United_States America American ; Washington New_York Chicago Los_Angeles San_Francisco Boston Houston Dallas Miami Atlanta Detroit Philadelphia Seattle Denver Minneapolis
CA  Canada Canadian ; Ottawa Toronto Montreal Vancouver Calgary Edmonton Winnipeg Halifax Quebec_City Regina
AU  Australia Australian Aussie ; Canberra Sydney Melbourne Brisbane Perth Adelaide Darwin Hobart
NZ  New_Zealand ; Wellington Auckland Christchurch Dunedin
HK  Hong_Kong ; Kowloon
SG  Singapore Singaporean ;
TW  Taiwan Taiwanese New_Taiwan ; Taipei Kaohsiung
JM  Jamaica Jamaican ; Kingston
TT  Trinidad Trinidadian Trinidad_and_Tobago ; Port_of_Spain
BB  Barbados Barbadian ; Bridgetown
BS  Bahamas Bahamian ; Nassau
BZ  Belize Belizean ; Belmopan
GY  Guyana Guyanese ; Georgetown
SR  Suriname Surinamese ; Paramaribo
FJ  Fiji Fijian ; Suva
NA  Namibia Namibian ; Windhoek
LR  Liberia Liberian ; Monrovia
ZW  Zimbabwe Zimbabwean ; Harare
BN  Brunei Bruneian ;
BM  Bermuda Bermudian Bermudan ;
GB  Britain British UK U.K. United_Kingdom England English Scotland Scottish Wales Welsh ; London Edinburgh Manchester Birmingham Glasgow Leeds
IE  Ireland Irish ; Dublin Cork
EG  Egypt Egyptian ; Cairo Alexandria
LB  Lebanon Lebanese ; Beirut
SY  Syria Syrian ; Damascus Aleppo
SD  Sudan Sudanese ; Khartoum
SS  South_Sudan South_Sudanese ; Juba
CY  Cyprus Cypriot ; Nicosia
MT  Malta Maltese ; Valletta
IN  India Indian ; New_Delhi Delhi Mumbai Bombay Bengaluru Bangalore Chennai Kolkata Calcutta Hyderabad
PK  Pakistan Pakistani ; Islamabad Karachi Lahore
LK  Sri_Lanka Sri_Lankan ; Colombo
NP  Nepal Nepalese Nepali ; Kathmandu
MU  Mauritius Mauritian ; Port_Louis
SC  Seychelles Seychellois ;
MV  Maldives Maldivian ;
BD  Bangladesh Bangladeshi ; Dhaka Chittagong
MX  Mexico Mexican ; Mexico_City Monterrey Guadalajara
PH  Philippines Philippine Filipino ; Manila Makati Cebu Quezon_City Davao
AR  Argentina Argentine Argentinian Argentinean ; Buenos_Aires
CL  Chile Chilean ; Santiago Valparaiso
CO  Colombia Colombian ; Bogota Bogotá Medellin Medellín
UY  Uruguay Uruguayan ; Montevideo
DO  Dominican_Republic Dominican ; Santo_Domingo
CU  Cuba Cuban ; Havana
SE  Sweden Swedish Swede ; Stockholm Gothenburg Malmo Malmö
NO  Norway Norwegian ; Oslo Bergen Stavanger Trondheim
DK  Denmark Danish Dane ; Copenhagen Aarhus
IS  Iceland Icelandic ; Reykjavik
CZ  Czech Czech_Republic Czechia ; Prague Brno Ostrava Plzen
SK  Slovakia Slovak ; Bratislava
EE  Estonia Estonian ; Tallinn
FI  Finland Finnish ; Helsinki
CH  Switzerland Swiss ; Bern Berne Zurich Zürich Geneva Basel Lausanne
LI  Liechtenstein ; Vaduz
FR  France French ; Paris Lyon Marseille Toulouse
BE  Belgium Belgian ; Brussels Antwerp
LU  Luxembourg ;
MC  Monaco Monegasque ;
RW  Rwanda Rwandan ; Kigali
CD  Congolese Democratic_Republic_of_Congo DR_Congo ; Kinshasa
CG  Congo ; Brazzaville
BI  Burundi Burundian ;
GN  Guinea Guinean ; Conakry
DJ  Djibouti Djiboutian ;
KM  Comoros Comorian ;
MG  Madagascar Malagasy ; Antananarivo
SN  Senegal Senegalese West_African ; Dakar
CI  Ivory_Coast Ivorian ; Abidjan
ML  Mali Malian ; Bamako
BF  Burkina_Faso Burkinabe ; Ouagadougou
BJ  Benin Beninese ; Cotonou
TG  Togo Togolese ; Lome
NE  Niger Nigerien ; Niamey
CM  Cameroon Cameroonian Central_African ; Yaounde Douala
GA  Gabon Gabonese ; Libreville
TD  Chad Chadian ;
NC  New_Caledonia ; Noumea
PF  French_Polynesia Tahitian ; Papeete
KR  South_Korea South_Korean Korea Korean ; Seoul Busan
KP  North_Korea North_Korean ; Pyongyang
KW  Kuwait Kuwaiti ;
JO  Jordan Jordanian ; Amman
IQ  Iraq Iraqi ; Baghdad
RS  Serbia Serbian ; Belgrade
TN  Tunisia Tunisian ; Tunis
DZ  Algeria Algerian ; Algiers
BH  Bahrain Bahraini ; Manama
LY  Libya Libyan ; Tripoli Benghazi
MK  Macedonia Macedonian ; Skopje
IR  Iran Iranian ; Tehran Teheran
OM  Oman Omani ; Muscat
YE  Yemen Yemeni ; Sanaa Aden
QA  Qatar Qatari ; Doha
SA  Saudi_Arabia Saudi Saudi_Arabian ; Riyadh Jeddah
AE  UAE U.A.E. Emirati United_Arab_Emirates ; Dubai Abu_Dhabi
MA  Morocco Moroccan ; Rabat Casablanca
KE  Kenya Kenyan ; Nairobi Mombasa
TZ  Tanzania Tanzanian ; Dar_es_Salaam Dodoma
UG  Uganda Ugandan ; Kampala
SO  Somalia Somali ; Mogadishu
AT  Austria Austrian ; Vienna
TR  Turkey Turkish Türkiye ; Ankara Istanbul Izmir
IT  Italy Italian ; Rome Milan Turin Naples Genoa Bologna
VA  Vatican Vatican_City ;
JP  Japan Japanese ; Tokyo Osaka Nagoya Kyoto
CN  China Chinese ; Beijing Shanghai Shenzhen Guangzhou Peking Tianjin Chongqing
BR  Brazil Brazilian ; Brasilia Sao_Paulo São_Paulo Rio_de_Janeiro
ZA  South_Africa South_African ; Johannesburg Pretoria Cape_Town Durban
BW  Botswana ; Gaborone
NG  Nigeria Nigerian ; Abuja Lagos
GH  Ghana Ghanaian ; Accra
ZM  Zambia Zambian ; Lusaka
MW  Malawi Malawian ; Lilongwe Blantyre
PG  Papua_New_Guinea ; Port_Moresby
RU  Russia Russian ; Moscow St._Petersburg
BY  Belarus Belarusian Belarussian ; Minsk
UA  Ukraine Ukrainian ; Kyiv Kiev
RO  Romania Romanian ; Bucharest
MD  Moldova Moldovan ; Chisinau
BG  Bulgaria Bulgarian ; Sofia
HR  Croatia Croatian ; Zagreb Split Zadar Rijeka
BA  Bosnia Bosnian ; Sarajevo
HU  Hungary Hungarian ; Budapest
PL  Poland Polish ; Warsaw Krakow Gdansk
DE  Germany German West_German West_Germany ; Berlin Frankfurt Munich Hamburg Bonn Cologne
NL  Netherlands Dutch ; Amsterdam Rotterdam The_Hague
ES  Spain Spanish ; Madrid Barcelona
PT  Portugal Portuguese ; Lisbon Porto
GR  Greece Greek ; Athens
IL  Israel Israeli New_Israeli ; Jerusalem Tel_Aviv
TH  Thailand Thai ; Bangkok
MY  Malaysia Malaysian ; Kuala_Lumpur
ID  Indonesia Indonesian ; Jakarta
VN  Vietnam Vietnamese ; Hanoi Ho_Chi_Minh_City
PE  Peru Peruvian ; Lima
BO  Bolivia Bolivian ; La_Paz
VE  Venezuela Venezuelan ; Caracas
CR  Costa_Rica Costa_Rican ; San_Jose
SV  El_Salvador Salvadoran ; San_Salvador
GT  Guatemala Guatemalan ; Guatemala_City
HN  Honduras Honduran ; Tegucigalpa
AZ  Azerbaijan Azerbaijani Azeri ; Baku
TM  Turkmenistan Turkmen ; Ashgabat
AM  Armenia Armenian ; Yerevan
GE  Georgian ; Tbilisi
KZ  Kazakhstan Kazakh ; Astana Almaty
KG  Kyrgyzstan Kyrgyz ; Bishkek
UZ  Uzbekistan Uzbek ; Tashkent
ET  Ethiopia Ethiopian ; Addis_Ababa
"""
# What follows a city in a dateline: HALIFAX, Nova Scotia -
_REGIONS = """
CA  Ontario Quebec Nova_Scotia New_Brunswick Manitoba British_Columbia Prince_Edward_Island Saskatchewan Alberta Newfoundland Yukon Nunavut Ont. B.C. Que. Alta. Man. Sask. N.S. N.B.
AU  New_South_Wales Victoria Queensland Western_Australia South_Australia Tasmania Northern_Territory
US  Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada New_Hampshire New_Jersey New_Mexico New_York North_Carolina North_Dakota Ohio Oklahoma Oregon Pennsylvania Rhode_Island South_Carolina South_Dakota Tennessee Texas Utah Vermont Virginia West_Virginia Wisconsin Wyoming Calif. Mass. Conn. Pa. N.Y. N.J. Fla. Ill. Mich. Tex. Wash. Ohio. Ga. Va. D.C.
"""
# Publishers whose names do not hold their country or city.
_PUBLISHERS = {
    "CBC": "CA", "Globe and Mail": "CA", "National Post": "CA", "Financial Post": "CA", "Maclean's": "CA", "CTV": "CA",
    "AAP": "AU", "Sydney Morning Herald": "AU", "news.com.au": "AU", "Nine News": "AU", "RNZ": "NZ", "Stuff": "NZ", "NZ Herald": "NZ",
    "South China Morning Post": "HK", "SCMP": "HK", "RTHK": "HK", "Straits Times": "SG", "Channel NewsAsia": "SG", "CNA": "SG",
    "The Hindu": "IN", "Mint": "IN", "PTI": "IN", "Dawn": "PK", "Inquirer": "PH", "Rappler": "PH", "Gleaner": "JM",
    "BBC": "GB", "Guardian": "GB", "Xinhua": "CN", "Yonhap": "KR", "Kyodo": "JP", "Nikkei": "JP", "TASS": "RU", "Dagens Nyheter": "SE",
    "CNN": "US", "NPR": "US", "Fox News": "US", "CNBC": "US", "USA Today": "US", "Wall Street Journal": "US",
}  # fmt: skip
_DOMAIN = re.compile(r"\.(?P<tld>[a-z]{2})(?=[/:\s]|\Z)")
# Legal forms that one country has.
_LEGAL_FORMS = {
    "Pty": "AU", "AB": "SE", "ASA": "NO", "A/S": "DK", "Oyj": "FI", "SpA": "IT", "S.p.A.": "IT", "Bhd": "MY", "Oy": "FI",
}  # fmt: skip


def _table(lines: str) -> dict[str, str]:
    rows = (line.split() for line in lines.strip().splitlines())
    return {name.replace("_", " "): row[0] for row in rows for name in row[1:] if name != ";"}


PLACES = _table(_NATIONS)
REGIONS = _table(_REGIONS)
ADJECTIVES = {
    name.replace("_", " "): line.split()[0]
    for line in _NATIONS.strip().splitlines()
    for name in line.partition(";")[0].split()[1:]
}
CITIES = {name: country for name, country in PLACES.items() if name not in ADJECTIVES}
PLACE = any_of(PLACES)
ADJECTIVE = any_of(ADJECTIVES)
_BY_CAPITALS = {name.upper(): country for name, country in PLACES.items()}
_REGION_BY_CAPITALS = {name.upper(): country for name, country in REGIONS.items()}
_DATELINE = re.compile(
    r"""
    (?= [^\n—:-]{2,240}+ (?:--?|—|:) [ ] )
    [ ]{0,4}\(?
    (?P<city>[A-ZÀ-Þ][\w.']{1,20}(?:[ ][\w.']{1,20}){0,3})                    # SYDNEY, Hong Kong
    (?:,[ ](?P<region>(?![A-Z][a-z]{2,8}\.?[ ][0-9])[A-Z][\w.]{1,20}(?:[ ][A-Z][\w.]{1,20}){0,2}))?
    (?:,?[ ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?[ ][0-9]{1,2}(?:,[ ][0-9]{4})?)?
    [ ]?(?P<agency>\([A-Z][\w ,/]{1,30}\))?\)?
    [ ]?(?:--?|—|:)[ ]
    """,
    re.VERBOSE,
)
_HEAD = 1500  # characters in which a dateline may stand


@lru_cache(maxsize=64)
def dateline(text: str) -> tuple[str, str | None] | None:
    """Return the dateline at the beginning of an article and its country, None where the table lacks the place."""
    lines = (0, *(found.end() for found in re.finditer("\n", text[:_HEAD])))
    for m in (_DATELINE.match(text, start, _HEAD) for start in lines):
        if m is None or not (m["city"].isupper() or m["agency"]):
            continue
        region = _REGION_BY_CAPITALS.get(m["region"].upper()) or PLACES.get(m["region"]) if m["region"] else None
        country = region or _BY_CAPITALS.get(m["city"].upper())
        if country or m["agency"]:
            return m[0].strip(" -—:"), country
    return None


@cache
def _whole() -> re.Pattern[str]:
    """Return the pattern of a place's name, compiled when a text first needs it: it is large."""
    return re.compile(rf"(?<![\w-])(?:{PLACE})(?![\w])")


def publisher_country(publisher: str | None) -> str | None:
    """Return the country of a newspaper, broadcaster or agency: by name, place in the name, or domain."""
    if not publisher:
        return None
    for name, country in _PUBLISHERS.items():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", publisher):
            return country
    if place := _whole().search(publisher):
        return PLACES[place[0]]
    domain = _DOMAIN.search(publisher.lower())
    return {"uk": "GB"}.get(domain["tld"], domain["tld"].upper()) if domain else None


def places_in(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, str, str]]:
    """Return what names a country in a stretch of text, in its order: offset, words, country."""
    found = _whole().finditer(text, start, len(text) if end is None else end)
    return [(m.start(), m[0], PLACES[m[0]]) for m in found]


@lru_cache(maxsize=64)
def countries_named(text: str) -> frozenset[str]:
    """Return the countries that a text names anywhere, by themselves, their people or their cities."""
    return frozenset(country for _, _, country in places_in(text))


def legal_form_country(name: str) -> str | None:
    """Return the country whose law has the legal form that ends a company's name: Pty is Australian."""
    return next((_LEGAL_FORMS[word] for word in name.replace(",", "").split() if word in _LEGAL_FORMS), None)
