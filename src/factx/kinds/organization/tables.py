"""Words that tell what a capitalised name is: heads of bodies, legal forms, and heads of what is no body."""

import re
from functools import lru_cache

# The last word of a body's name (or the first, before "of"), by the kind of body it makes.
HEADS = {
    "government": "Ministry Department Bureau Agency Administration Authority Commission Council Senate Parliament Congress Court Police"
    " Navy Army Treasury Secretariat Directorate Inspectorate Legislature Cabinet Office Service Committee House Taskforce Government Tribe Tribes Nation Force Forces Guard Corps Brigade",
    "intergovernmental": "Nations Organisation Organization",
    "association": "Association Federation Union Society Confederation Alliance Chamber Forum League Foundation Conference Board",
    "media": "Times Post News Newspaper Newspapers Daily Journal Herald Tribune Gazette Guardian Telegraph Magazine Weekly Press Broadcasting Television Radio Media Mail Welle Gazeta Independent Review Chronicle Observer Inquirer Examiner Ledger Sentinel Courier Bulletin Zeitung Presse",
    "education": "University College Institute School Academy Polytechnic Faculty",
    "party": "Party",
    "zone": "Zone FTZ Area Park",
    "team": "United City Rovers Wanderers",
    "other": "Hospital Museum Laboratory Observatory Church Clinic Trust Centre Center Centres Centers",
    "company": "Group Holdings Holding Exchange Bank Fund Company Corporation Motors Motor Airlines Airways Airline Auto Electric Electronics Energy"
    " Technologies Technology Industries Pharmaceuticals Pharma Partners Capital Securities Insurance Telecom Petroleum Steel Entertainment Games"
    " Studios Bancorp Brothers Investment Investments Enterprises Systems Software Semiconductor Semiconductors Logistics Shipping Foods Brewery"
    " Retail Stores Supermarkets Pictures Records Ventures Labs Networks Communications Consulting Infrastructure Defence Aerospace Automotive"
    " Tire Tires Chemicals Chemical Mining Oil Gas Power Resources Properties Realty Development Engineering Construction Manufacturing Management",
}  # fmt: skip
HEAD_KIND = {word: kind for kind, words in HEADS.items() for word in words.split()}
# Heads that make a body even with one plain modifier before them ("Demonstration Zone"), and those that need care.
ZONE_TAILS = ("Free Trade Zone", "New Area", "Industrial Park", "Industry Park", "Demonstration Zone", "Development Zone", "Economic Zone", "FTZ",
    "Science Park", "Technology Park", "Bonded Zone", "Trade Zone", "Cooperation Zone", "Tech Zone", "High-tech Zone")  # fmt: skip
WEAK_HEADS = frozenset(
    "Force Forces Guard Corps Brigade Mail Welle Gazeta Independent Review Chronicle Observer Inquirer Examiner Ledger Sentinel Courier Bulletin Zeitung Presse Nation Area Zone Park City United House Office Service Games Power Development Management Oil Gas Center Centre Conference Forum Board Resources"
    " Construction Engineering Manufacturing Media Press News Post Times Press School Defence Government Capital Radio Church Organisation"
    " Organization Technology Trust Energy Tire Steel Fund Union Alliance Cabinet Police Court Army Navy Motor Semiconductor Properties League Insurance"
    " Investment Systems Software Communications Foods Television Magazine Weekly Infrastructure".split()
)
OF_HEADS = frozenset(
    "Ministry Department Bureau Bank University Institute Commission Council Court Office Federation Association Chamber Board League Party Conference"
    " Centre Center College School Union Confederation House Agency Administration Organisation Organization Society Academy Committee Secretariat"
    " Exchange Authority Fund Directorate Service Parliament Foundation Congress Group Church Alliance Museum Hospital Library Registrar Journal Centers Centres".split()
)
LEGAL = frozenset(
    "INC INC. CORP CORP. LTD LTD. Inc Inc. Incorporated Corp Corp. Corporation Co Co. Ltd Ltd. Limited LLC L.L.C. LLP LP L.P. PLC plc AG SE GmbH KG KGaA SA S.A. S.A SpA S.p.A."
    " SpA SARL S.A.S. NV N.V. BV B.V. AB ASA AS A/S Oy Oyj ApS Kft Kft. Zrt. Nyrt. Rt. Kk K.K. KK Pte Pty Bhd Berhad Sdn Tbk PT JSC OJSC PJSC OAO"
    " OOO ZAO SRL S.r.l. Lda Ltda S.L. EG e.V. d.o.o. d.d. s.r.o. a.s.".split()
)
LEGAL_SHORT = {"Incorporated": "Inc", "Corporation": "Corp", "Limited": "Ltd", "Company": "Co"}
DESCRIPTORS = LEGAL | frozenset(
    "Group Holding Holdings Company Industries International Electric Electronics Motors Motor Airlines Airways Bank Energy Technologies"
    " Technology Systems Pharmaceuticals Entertainment Media Auto Automotive Petroleum Stores Securities Partners Capital".split()
)
# The last word of what is no body: events, laws, treaties, programmes, places, buildings, awards.
NO_BODY = frozenset(
    "Campaign Summit Games Cup Olympics Championship Championships Festival Expo Convention Fair Day Week Month Year War Act Bill Law Code Agreement Treaty Pact"
    " Accord Protocol Convention Constitution Amendment Initiative Plan Programme Program Project Corridor Strategy Deal Resolution Declaration Partnership"
    " Port Airport Station Harbor Harbour Sea Ocean River Lake Bay Gulf Strait Street Avenue Road Square Boulevard Highway Bridge Tunnel Mountain Mountains"
    " Island Islands Peninsula Valley Desert Coast Beach Canal Basin Region Province County District Prefecture Territory Kingdom Republic City Town"
    " Village Tower Building Palace Castle Stadium Arena Hall Hotel Plaza Award Awards Prize Medal Index Average Rate Report Survey Study Journal Album"
    " Edition Series Season Episode Cathedral Monument Memorial Cemetery Pipeline Interconnector Line Route Railway Canal Rule Rules Standard Standards"
    " Map Maps Model Virus Disease Syndrome Fever Rights Movement Revolution Era Age East West North South Jr Sr Sr. Jr. President Minister Senator"
    " Secretary Director Chairman Governor Mayor Judge Justice Officer Commissioner Ambassador Premier Chancellor King Queen Prince Princess Representative".split()
) - {"Journal", "City"}
NO_BODY_WORDS = frozenset(
    "EV EVs NEV NEVs AI GDP CEO CFO COO CTO ROK DPRK US U.S. USA U.S.A. UK U.K. UAE PRC USSR DC D.C. IT TV PC PCs VR AR IoT ESG IPO IPOs GPS SUV SUVs ATM"
    " ATMs DNA RNA COVID COVID-19 Covid Covid-19 HIV AIDS SARS PPI CPI PMI M&A R&D B2B B2C VAT NGO NGOs SME SMEs FDI CEEC LAC LNG LPG PET PCI GMT EST EDT PST"
    " UTC BST CET Internet Web State Song Bible Democrats Republicans Democrat Republican Democratic Tories Conservatives Islam Christian Muslim Muslims Jews"
    " Jewish Catholic Hispanic Latino Christmas Easter Ramadan Thanksgiving Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March"
    " April May June July August September October November December Copyright Updated Published Photo Image Source Read Related Share Currently Meanwhile"
    " However Companies Officials Also Now Since Besides Many South North East West Central Northern Southern Eastern Western Governor President Minister"
    " Senator Mr Mrs Ms Dr Prof Chairman Secretary Director Judge Prime CEO's Bloc Treasuries Wall Kremlin Downing Zoom Tel Fax ISO PM a.m. p.m. No. Q1 Q2 Q3 Q4"
    " H1 H2 FY OK ID Brexit Medicare Medicaid Obamacare Facebook-style".split()
)
# Oil and rates that prices are named after: no body, whatever the recogniser says.
BENCHMARKS = re.compile(
    r"""
    (?: Benchmark\s | U\.?S\.?\s )?
    (?: West\sTexas\sIntermediate | Western\sCanadian\sSelect | Brent | WTI | Dubai | Urals | Henry\sHub
    | LIBOR | Libor | Euribor | SOFR )
    (?: \s[Cc]rude )? (?: \s[Oo]il )? (?: \s[Ff]utures )?
    """,
    re.VERBOSE,
)
NATIONALITIES = frozenset(
    "American British English Scottish Welsh Irish French German Italian Spanish Portuguese Dutch Belgian Swiss Austrian Swedish Norwegian Danish Finnish"
    " Icelandic Polish Czech Slovak Hungarian Romanian Bulgarian Greek Turkish Cypriot Russian Ukrainian Belarusian Serbian Croatian Slovenian Bosnian Albanian"
    " Macedonian Estonian Latvian Lithuanian Georgian Armenian Azerbaijani Kazakh Uzbek Chinese Japanese Korean Taiwanese Mongolian Vietnamese Thai"
    " Malaysian Indonesian Philippine Filipino Singaporean Cambodian Burmese Indian Pakistani Bangladeshi Afghan Nepalese Iranian Iraqi Israeli Palestinian"
    " Lebanese Syrian Jordanian Saudi Yemeni Omani Qatari Kuwaiti Emirati Egyptian Libyan Tunisian Algerian Moroccan Sudanese Ethiopian Kenyan Ugandan"
    " Tanzanian Nigerian Ghanaian Congolese Rwandan Zimbabwean Zambian Mozambican Angolan Canadian Mexican Cuban Haitian Jamaican Brazilian Argentine"
    " Argentinian Chilean Peruvian Colombian Venezuelan Bolivian Ecuadorian Uruguayan Australian Samoan Fijian European Asian African Latin Arab Soviet Hellenic".split()
)
STATES = frozenset(
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky"
    "|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York"
    "|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia"
    "|Washington|West Virginia|Wisconsin|Wyoming|Ontario|Quebec|Alberta|Manitoba|Saskatchewan|Nova Scotia|British Columbia|Beijing|Shanghai|Tianjin|Chongqing"
    "|Guangdong|Liaoning|Jilin|Heilongjiang|Hebei|Henan|Hubei|Hunan|Jiangsu|Jiangxi|Zhejiang|Anhui|Fujian|Shandong|Shanxi|Shaanxi|Sichuan|Yunnan|Guizhou"
    "|Hainan|Gansu|Qinghai|Guangxi|Ningxia|Xinjiang|Tibet|Inner Mongolia|Dalian|Shenyang|Bavaria|Catalonia|Scotland|England|Wales|Northern Ireland|Tokyo"
    "|London|Paris|Berlin|Moscow|Brussels|Washington DC|Los Angeles|San Francisco|Chicago|Boston|Toronto|Sydney|Melbourne|Seoul|Hong Kong|Macao|Macau|Taipei"
    "|Europe|Asia|Africa|America|North America|South America|Latin America|Oceania|Middle East|Northeast Asia|Southeast Asia|East Asia|Central Asia|Korea"
    "|South Korea|North Korea|Britain|Great Britain|United States|United Kingdom|Russia|Burma|Holland|Czech Republic|Soviet Union|West Bank|Gaza|Crimea".split(
        "|"
    )
)
# Bodies known everywhere, with their kind: weak evidence, enough where nothing speaks against it.
KNOWN = {
    name: kind
    for kind, names in {
        "intergovernmental": "EU|European Union|UN|U.N.|United Nations|NATO|OPEC|OPEC+|WTO|World Trade Organization|IMF|International Monetary Fund|World Bank"
        "|ASEAN|APEC|OECD|UNICEF|UNESCO|WHO|World Health Organization|World Health Organisation|African Union|Arab League|Interpol|IAEA|ILO|European Commission"
        "|European Parliament|European Council|G7|G20|Asian Development Bank|Asian Infrastructure Investment Bank|Mercosur|Eurogroup|International Court of Justice"
        "|International Criminal Court|United Nations General Assembly|UN Security Council|United Nations Security Council|European Court of Justice",
        "government": "Federal Reserve|Fed|White House|Pentagon|FBI|CIA|NASA|SEC|FDA|FCC|FTC|EPA|IRS|Internal Revenue Service|Bundesbank|Bank of England|Bank of Japan"
        "|European Central Bank|ECB|People's Bank of China|PBOC|Senate|House|Congress|House of Representatives|House of Commons|House of Lords|Supreme Court|Kremlin|Bundestag"
        "|Treasury|State Department|Justice Department|Defense Department|Commerce Department|Labor Department|Census Bureau|State Council|Duma|Knesset",
        "media": "Reuters|Bloomberg|Associated Press|AP|AFP|Xinhua|CNN|BBC|NBC|CBS|ABC|CNBC|Fox News|NBC News|ABC News|CBS News|MSNBC|New York Times|Wall Street Journal"
        "|Washington Post|Financial Times|Guardian|Economist|China Daily|People's Daily|Wikinews|Kyodo|Nikkei|Der Spiegel|Le Monde|TASS|Interfax|Politico|NPR|Al Jazeera",
        "company": "Apple|Google|Microsoft|Amazon|Facebook|Tesla|Boeing|Airbus|Toyota|Honda|Nissan|Volkswagen|BMW|Mercedes-Benz|Daimler|Siemens|Renault|Peugeot|Michelin"
        "|Nidec|Orix|Panasonic|Sony|Samsung|Samsung Electronics|Hyundai|LG|SK Hynix|TSMC|Intel|Nvidia|AMD|IBM|Oracle|Cisco|Nokia|Ericsson|Huawei|Xiaomi|Lenovo|Alibaba|Tencent"
        "|Baidu|JD.com|Meituan|BYD|CATL|Geely|SAIC|Sinopec|PetroChina|CNOOC|ExxonMobil|Exxon|Shell|BP|Chevron|TotalEnergies|Gazprom|Rosneft|Lukoil|Saudi Aramco|Aramco|Goldman"
        " Sachs|Morgan Stanley|JPMorgan|JPMorgan Chase|Citigroup|Citi|HSBC|Barclays|UBS|Credit Suisse|Deutsche Bank|BNP Paribas|Santander|Walmart|Carrefour|Tesco|Aldi|Lidl|IKEA|Nestle"
        "|Unilever|Pfizer|Moderna|AstraZeneca|Roche|Novartis|Bayer|BASF|ThyssenKrupp|Foxconn|Netflix|Disney|Uber|Lyft|SpaceX|Twitter|Visa|Mastercard|Nike|Adidas|Starbucks|McDonald's"
        "|Coca-Cola|PepsiCo|Ford|General Motors|GM|Fiat|Chrysler|Stellantis|Volvo|Rio Tinto|BHP|Glencore|Vodafone|AT&T|Verizon|T-Mobile|SoftBank|Hitachi|Toshiba|Mitsubishi|Mitsui",
        "team": "Manchester United|Real Madrid|Barcelona FC|Los Angeles Lakers|New York Yankees",
    }.items()
    for name in names.split("|")
}  # fmt: skip


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return common given names: the US Census Bureau's list of 1990, public domain, the most frequent ones."""
    from importlib.resources import files

    return frozenset((files("factx.kinds.organization") / "given_names.txt").read_text("utf8").split())


_SHORT_COUNTRIES = frozenset("ROK DPRK PRC DRC UAE".split())


@lru_cache(maxsize=1)
def country_names() -> frozenset[str]:
    """Return names of countries and world regions in English (CLDR, through babel), and our table of regions."""
    from babel import Locale

    named = {str(name) for code, name in Locale("en").territories.items() if name}
    halves = {half for n in named if " & " in n and "Islands" not in n for half in n.split(" & ")}  # Tobago
    return frozenset(named | halves | {n.replace("&", "and") for n in named} | STATES | _SHORT_COUNTRIES)
