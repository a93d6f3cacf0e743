"""Widely known bodies: one id each in every article, whether by short name, full name, with or without "the" and dots.

A line a body: its id (one of its names), then its names. A name that means another body elsewhere (Treasury, Congress, ABC) has no place here.
Names are compared without "the", dots between initials, accents and case; organisation is organization.
"""

import re
import unicodedata
from functools import lru_cache

_INITIALS = re.compile(r"\b(?:[A-Za-z]\. ?){2,}")
_LINES = """
un = UN | United Nations | United Nations Organization
unsc = UN Security Council | United Nations Security Council | UNSC | U.N.S.C.
unga = UN General Assembly | United Nations General Assembly | UNGA
who = WHO | World Health Organization | UN World Health Organization
unicef = UNICEF | United Nations Children's Fund | United Nations International Children's Emergency Fund | UN Children's Fund
unesco = UNESCO | United Nations Educational, Scientific and Cultural Organization
unhcr = UNHCR | United Nations High Commissioner for Refugees | UN High Commissioner for Refugees | UN Refugee Agency
undp = UNDP | United Nations Development Programme | United Nations Development Program | UN Development Programme | UN Development Program
unctad = UNCTAD | United Nations Conference on Trade and Development | UN Conference on Trade and Development
unep = UNEP | United Nations Environment Programme | United Nations Environment Program | UN Environment Programme
wfp = WFP | World Food Programme | World Food Program | UN World Food Programme | United Nations World Food Programme
fao = FAO | Food and Agriculture Organization | UN Food and Agriculture Organization | United Nations Food and Agriculture Organization
    | Food and Agriculture Organization of the United Nations
ilo = ILO | International Labour Organization | International Labor Organization
iaea = IAEA | International Atomic Energy Agency
icao = ICAO | International Civil Aviation Organization
international-maritime-organization = International Maritime Organization
itu = ITU | International Telecommunication Union
wmo = WMO | World Meteorological Organization
wipo = WIPO | World Intellectual Property Organization
ipcc = IPCC | Intergovernmental Panel on Climate Change
icj = ICJ | International Court of Justice
international-criminal-court = International Criminal Court
imf = IMF | International Monetary Fund
world-bank = World Bank | World Bank Group
wto = WTO | World Trade Organization
gatt = GATT | General Agreement on Tariffs and Trade
oecd = OECD | Organization for Economic Cooperation and Development | Organization for Economic Co-operation and Development
iea = IEA | International Energy Agency
opec = OPEC | Organization of the Petroleum Exporting Countries | Organization of Petroleum Exporting Countries
bank-for-international-settlements = Bank for International Settlements
g7 = G7 | G-7 | Group of Seven
g8 = G8 | G-8 | Group of Eight
g20 = G20 | G-20 | Group of 20 | Group of Twenty
nato = NATO | North Atlantic Treaty Organization | North Atlantic Alliance
osce = OSCE | Organization for Security and Cooperation in Europe | Organization for Security and Co-operation in Europe
asean = ASEAN | Association of Southeast Asian Nations | Association of South East Asian Nations | Association of South-East Asian Nations
apec = APEC | Asia-Pacific Economic Cooperation | Asia Pacific Economic Cooperation
adb = ADB | Asian Development Bank
aiib = AIIB | Asian Infrastructure Investment Bank
african-union = African Union
arab-league = Arab League | League of Arab States
gcc = GCC | Gulf Cooperation Council | Gulf Co-operation Council
oas = OAS | Organization of American States
ecowas = ECOWAS | Economic Community of West African States
commonwealth-of-independent-states = Commonwealth of Independent States
interpol = Interpol | International Criminal Police Organization
icrc = ICRC | International Committee of the Red Cross
ioc = IOC | International Olympic Committee
fifa = FIFA | Fédération Internationale de Football Association | Federation Internationale de Football Association
uefa = UEFA | Union of European Football Associations
iata = IATA | International Air Transport Association
eu = EU | European Union
european-community = European Community | European Communities | European Economic Community | EEC
european-commission = European Commission | EU Commission
european-parliament = European Parliament | EU Parliament
european-council = European Council
ecj = ECJ | European Court of Justice | Court of Justice of the European Union
ecb = ECB | European Central Bank
eib = EIB | European Investment Bank
ebrd = EBRD | European Bank for Reconstruction and Development
eurostat = Eurostat | Statistical Office of the European Union
ema = EMA | European Medicines Agency
esa = ESA | European Space Agency
europol = Europol | European Police Office
federal-reserve = Fed | Federal Reserve | US Federal Reserve | United States Federal Reserve | US Fed | Federal Reserve System
    | Federal Reserve Board | US Federal Reserve Board
fomc = FOMC | Federal Open Market Committee
sec = SEC | Securities and Exchange Commission | US Securities and Exchange Commission | United States Securities and Exchange Commission
cftc = CFTC | Commodity Futures Trading Commission | US Commodity Futures Trading Commission
fdic = FDIC | Federal Deposit Insurance Corporation | Federal Deposit Insurance Corp.
ftc = FTC | Federal Trade Commission | US Federal Trade Commission
fcc = FCC | Federal Communications Commission | US Federal Communications Commission
fda = FDA | Food and Drug Administration | US Food and Drug Administration | USFDA | US FDA
epa = EPA | Environmental Protection Agency | US Environmental Protection Agency
faa = FAA | Federal Aviation Administration | US Federal Aviation Administration
ntsb = NTSB | National Transportation Safety Board | US National Transportation Safety Board
nhtsa = NHTSA | National Highway Traffic Safety Administration
cdc = CDC | Centers for Disease Control and Prevention | US Centers for Disease Control and Prevention | Centers for Disease Control
nih = NIH | National Institutes of Health | US National Institutes of Health
nasa = NASA | National Aeronautics and Space Administration
noaa = NOAA | National Oceanic and Atmospheric Administration
usgs = USGS | US Geological Survey | United States Geological Survey
fbi = FBI | Federal Bureau of Investigation
cia = CIA | Central Intelligence Agency
national-security-agency = National Security Agency | US National Security Agency
dea = DEA | Drug Enforcement Administration
irs = IRS | Internal Revenue Service
usda = USDA | US Department of Agriculture | US Agriculture Department | United States Department of Agriculture
fema = FEMA | Federal Emergency Management Agency
usaid = USAID | US Agency for International Development
government-accountability-office = Government Accountability Office | US Government Accountability Office
cbo = CBO | Congressional Budget Office
bls = BLS | Bureau of Labor Statistics | US Bureau of Labor Statistics
pentagon = Pentagon | US Department of Defense | US Defense Department
us-treasury = US Treasury | US Treasury Department | US Department of the Treasury | United States Department of the Treasury
us-state-department = US State Department | US Department of State | United States Department of State
us-justice-department = US Justice Department | US Department of Justice | United States Department of Justice
us-supreme-court = US Supreme Court | United States Supreme Court | Supreme Court of the United States | SCOTUS
us-congress = US Congress | United States Congress
us-senate = US Senate | United States Senate
us-house-of-representatives = US House of Representatives | United States House of Representatives
bank-of-england = Bank of England | BoE
bank-of-japan = Bank of Japan | BoJ
pboc = PBOC | People's Bank of China | PBoC
bundesbank = Bundesbank | Deutsche Bundesbank
reserve-bank-of-india = Reserve Bank of India | RBI
reserve-bank-of-australia = Reserve Bank of Australia | RBA
swiss-national-bank = Swiss National Bank | SNB
nhs = NHS | National Health Service
office-for-national-statistics = Office for National Statistics | UK Office for National Statistics
fca = FCA | Financial Conduct Authority
csrc = CSRC | China Securities Regulatory Commission
ndrc = NDRC | National Development and Reform Commission
ap = AP | Associated Press
afp = AFP | Agence France-Presse | Agence France Presse
upi = UPI | United Press International
deutsche-presse-agentur = Deutsche Presse-Agentur
xinhua = Xinhua | Xinhua News Agency
bbc = BBC | British Broadcasting Corporation | British Broadcasting Corp.
cnn = CNN | Cable News Network
npr = NPR | National Public Radio
wall-street-journal = Wall Street Journal | WSJ
new-york-times = New York Times | NYT
nyse = NYSE | New York Stock Exchange
nasdaq = Nasdaq | Nasdaq Stock Market
london-stock-exchange = London Stock Exchange
amnesty-international = Amnesty International | Amnesty
wwf = WWF | World Wildlife Fund | World Wide Fund for Nature
greenpeace = Greenpeace | Greenpeace International
ibm = IBM | International Business Machines | International Business Machines Corp. | IBM Corp. | International Business Machines Corporation
gm = GM | General Motors | General Motors Co. | General Motors Corp. | General Motors Company | General Motors Corporation
ge = GE | General Electric | General Electric Co. | General Electric Company
hp = HP | Hewlett-Packard | Hewlett-Packard Co. | HP Inc.
goldman-sachs = Goldman Sachs | Goldman | Goldman Sachs Group | Goldman Sachs Group Inc. | Goldman Sachs & Co.
lehman-brothers = Lehman Brothers | Lehman | Lehman Brothers Holdings | Lehman Brothers Holdings Inc.
jpmorgan-chase = JPMorgan Chase | JPMorgan | J.P. Morgan | JPMorgan Chase & Co. | J.P. Morgan Chase | J.P. Morgan Chase & Co.
citigroup = Citigroup | Citi | Citigroup Inc.
bank-of-america = Bank of America | BofA | Bank of America Corp.
american-express = American Express | AmEx | American Express Co.
hsbc = HSBC | HSBC Holdings | HSBC Holdings plc
societe-generale = Société Générale | SocGen
aig = AIG | American International Group | American International Group Inc.
volkswagen = Volkswagen | VW | Volkswagen AG | Volkswagen Group
bmw = BMW | BMW AG | BMW Group | Bayerische Motoren Werke
exxonmobil = ExxonMobil | Exxon Mobil | Exxon | Exxon Mobil Corp.
shell = Shell | Royal Dutch Shell | Shell plc | Royal Dutch Shell plc
tsmc = TSMC | Taiwan Semiconductor Manufacturing | Taiwan Semiconductor Manufacturing Co. | Taiwan Semiconductor Manufacturing Company
procter-gamble = Procter & Gamble | P&G | Procter & Gamble Co.
johnson-johnson = Johnson & Johnson | J&J
gsk = GSK | GlaxoSmithKline | GlaxoSmithKline plc | GSK plc
ab-inbev = AB InBev | Anheuser-Busch InBev
ups = UPS | United Parcel Service | United Parcel Service Inc.
fedex = FedEx | Federal Express | FedEx Corp.
berkshire-hathaway = Berkshire Hathaway | Berkshire Hathaway Inc.
marks-spencer = Marks & Spencer | M&S | Marks & Spencer Group plc
barnes-noble = Barnes & Noble | Barnes & Noble Inc.
abercrombie-fitch = Abercrombie & Fitch | Abercrombie & Fitch Co.
smith-wesson = Smith & Wesson
bausch-lomb = Bausch & Lomb
simon-schuster = Simon & Schuster
tate-lyle = Tate & Lyle | Tate & Lyle plc
pwc = PwC | PricewaterhouseCoopers
ernst-young = Ernst & Young | EY
"""
# Their kinds, where no table of words has it (factx.kinds.organization.tables.KNOWN).
_KINDS = {
    "intergovernmental": "unhcr undp unctad unep wfp fao icao international-maritime-organization itu wmo wipo ipcc gatt iea"
    " bank-for-international-settlements g8 osce gcc oas ecowas commonwealth-of-independent-states european-community eib ebrd eurostat ema esa europol",
    "association": "icrc ioc fifa uefa iata amnesty-international wwf greenpeace",
    "government": "fomc cftc fdic faa ntsb nhtsa cdc nih noaa usgs national-security-agency dea usda fema usaid government-accountability-office cbo bls"
    " us-treasury us-state-department us-justice-department us-supreme-court us-congress us-senate us-house-of-representatives reserve-bank-of-india"
    " reserve-bank-of-australia swiss-national-bank nhs office-for-national-statistics fca csrc ndrc",
    "media": "upi deutsche-presse-agentur",
    "company": "nyse nasdaq london-stock-exchange ge hp lehman-brothers bank-of-america american-express societe-generale aig procter-gamble johnson-johnson"
    " gsk ab-inbev ups fedex pwc ernst-young"
    " berkshire-hathaway marks-spencer barnes-noble abercrombie-fitch smith-wesson bausch-lomb simon-schuster tate-lyle",
}
_FULL = re.compile(r"(?!U[SK] \w+\Z)[^.]*\s[^.]*")  # but for US Treasury, US Senate: of yields, of races
_ACRONYM = re.compile(r"(?!NYSE|FIFA|UEFA)[A-Z]{4,}")  # those are read by what stands beside them: NYSE: GM, UEFA Cup
_INITIALS_ONLY = re.compile(r"[A-Z]{3,5}")
_AS_A_WORD = "Apec Asean Ecowas Fema Gatt Iata Nasa Nato Opec Unesco Unicef".split()
_SPELLINGS = (("US ", "U.S. "), ("UN ", "U.N. "), (" & ", " and "), ("Organization", "Organisation"))
LISTED_KINDS = {body: kind for kind, bodies in _KINDS.items() for body in bodies.split()}


@lru_cache(maxsize=1 << 16)
def identity(name: str) -> str:
    """Return a body's id: one of a widely known body, else the slug of its name."""
    return known_identity(name) or slug(name)


def known_identity(name: str) -> str | None:
    """Return the id of a widely known body, None for the name of any other."""
    return _ids().get(_plain(name))


def listed() -> dict[str, list[str]]:
    """Return the names of each widely known body by its id."""
    joined = _LINES.replace("\n    |", " |").strip().splitlines()
    bodies = (line.partition(" = ") for line in joined)
    return {body: names.split(" | ") for body, _, names in bodies}


@lru_cache(maxsize=1)
def unmistakable() -> frozenset[str]:
    """Return the names that mean their body wherever they stand, as they are written there: all but short acronyms and words.

    These are full names (World Food Programme, Marks and Spencer), acronyms of four letters and more, and shorter ones
    with dots.
    """
    names = [name for names in listed().values() for name in names]
    found = {name for name in names if _FULL.fullmatch(name) or _ACRONYM.fullmatch(name)} | {*_AS_A_WORD}
    for one, other in _SPELLINGS:
        found |= {name.replace(one, other) for name in found}
    return frozenset(found | {f"{'.'.join(name)}." for name in names if _INITIALS_ONLY.fullmatch(name)})


@lru_cache(maxsize=1)
def _ids() -> dict[str, str]:
    return {_plain(name): body for body, names in listed().items() for name in names}


def _plain(name: str) -> str:
    """Return the slug of a name without "the" and dots between initials, "and" for "&", -z- for -s- in organisation."""
    initials = _INITIALS.sub(lambda m: m[0].replace(".", "").replace(" ", "") + " ", name)
    return slug(initials.replace("&", " and ")).removeprefix("the-").replace("organis", "organiz")


@lru_cache(maxsize=1 << 16)
def slug(name: str) -> str:
    """Return a stable id for a name: lower case, accents dropped, words joined by hyphens; equal for equal names."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or re.sub(r"\s+", "-", name.strip().lower())
