"""Words that say what kind of thing a noun names, and what a verb does with a number."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


COMPANIES = _set("""
    airline arm bank branch brand brewer broker builder business carmaker automaker carrier chain chipmaker cooperative company
    conglomerate consortium contractor corporation developer division drugmaker enterprise exchange exporter fund giant
    grocer group importer insurer landlord lender maker manufacturer miner network operator outfit owner producer provider
    publisher refiner restaurateur retailer firm startup start-up steelmaker thrift studio subsidiary supermarket supplier trader
    trust unit utility vendor venture organisation organization
""")
BODIES = _set("""
    administration agency army association authority board bureau cabinet campaign charity church club college commission
    committee congress council court federation foundation government hospital industry institute institution jury
    military ministry museum newspaper ngo parliament party police school senate society sponsor team treasury tribunal union
    university watchdog regulator
""")
LANDS = _set("country kingdom nation republic")
SITES = _set(
    "city county district island municipality neighbourhood port prefecture province region state territory town village zone"
)
PEOPLE = _set("""
    activist actor adult american analyst artist athlete author billionaire boss boy brother buyer candidate chairman
    chief child children citizen client commuter conservative consumer councillor councilor couple creditor customer defendant delegate democrat director doctor
    driver economist employee employer engineer entrepreneur executive expert family fan farmer father founder girl governor graduate
    guest holder homeowner household immigrant investor judge labour lawyer leader legislator liberal man manager mayor member
    men millionaire minister mother motorist nurse officer official partner passenger patient pensioner people person
    player plaintiff politician president prosecutor protester respondent republican researcher resident scientist secretary seller
    senator shareholder shopper singer sister smoker spectator staff student subscriber taxpayer teacher teenager tenant tourist
    user victim viewer visitor volunteer premier chancellor incumbent striker grower soldier prisoner inmate migrant refugee survivor nominee applicant retiree parent pupil renter lawmaker suspect voter winner woman women worker youth anyone everybody everyone nobody someone those who
""")
GROUPS = COMPANIES | BODIES | LANDS | SITES | PEOPLE | {"segment"}
PRONOUNS = _set("we he she they it him her them us its their our his my your")
OWNERS = _set("its their his her our")
SPEAKERS = _set("i you me my your")
INDEXES = _set("""
    asx average bovespa cac composite dax dow dow-jones brent ftse wti futures ibex index indices kospi nasdaq nifty nikkei seng tsx sensex stoxx s&p topix
    500 100 50 225 600
""")
CHANGES = _set("""
    advance boost bump climb contraction cut cutback decline decrease dip drop fall gain growth hike improvement increase jump
    increment lift plunge pullback raise rebound retreat reduction slowdown rise slide slip slump spike surge swing uptick
""")
SUMS = _set(
    "amount average figure high level low mark maximum minimum peak range record sum total trading tune worth majority minority percentage rate pace"
)
MEASURES = _set("""
    budget capex cost debt deficit dividend ebit ebitda eps export gdp gnp import income inflation interest net output
    premium price production profit rent rev revenue sale surplus tax trade turnout turnover unemployment volume wage yield
    support share shr stock
""")
NUMBERS = _set("number proportion percentage majority minority count half third quarter total")
UNITS = _set(
    "/b /bbl bbl barrel basis day dose hour kilogram month ounce point points quarter share ton tonne unit week year"
)
ACCOUNTS = _set("""
    asset backlog budget capex debt deficit dividend earning ebitda expenditure expense export import income investment
    loss order output profit receipt reserve revenue sale saving spending surplus trade turnover volume
""")  # what a company or country reports of itself, one after the other
TRADED = _set("bond bonds currency equities futures gas index oil price prices share shares stock stocks")
FROM = _set("come go belong derive stem originate flow accrue")  # half of the money went to farms
CURRENCIES = _set("""
    baht cedi crown dinar dirham dollar euro forint franc hryvnia kroner krona krone kwacha lira loonie naira peso pound rand
    real renminbi ringgit rouble ruble rupee rupiah shekel shilling sterling won yen yuan zloty
""")
PAPERS = _set("bill bond bund debenture debt gilt note paper security treasury treasurie")  # what has a yield
PRICES = _set("cost price value worth fare")  # what a thing has
OUTLETS = _set("dealer dealership restaurant shop station store")  # at which something is sold
LIMITS = _set("cap ceiling limit threshold")  # what is set for all
STAKES = _set("stake stakes share interest holding shareholding")
THINGS = _set("""
    borders colors colours computers doors factors figures flowers letters matters monitors motors numbers offers orders
    papers powers reactors sectors tenders towers trailers vouchers waters
""")
FINANCES = _set("""
    backlog capex cashflow charge cost deposit dividend earning earnings ebit ebitda eps expense expenditure income loss margin net
    order profit revenue rev sales saving share shr stock turnover writedown
""")  # what is a company's
PLAIN = _set("""
    adjusted annual average capital cash comparable core first-quarter full-year fourth-quarter gross group half-year
    interest net nonrecurring non-recurring one-off one-time operating overall own per pre-tax pretax quarterly second-quarter tax taxable third-quarter total trading
    underlying before after
""")  # what may stand with such a word and leave it a company's
PUBLIC = _set("""
    coverage deficit economy employment gdp growth immunization inflation jobless joblessness output population poverty surplus turnout
    unemployment
""")  # what is a country's
SAYS = _set("""
    add announce believe claim estimate expect find forecast indicate note predict reckon report say show state suggest tell
    think
""")
REPORTS = SAYS - {"announce", "add"} | {"call", "see", "record", "cite"}
BAILS = _set("bail bond")
LOSES = _set("lose save waste owe")
PAYS = _set("allocate ask bid budget buy charge earmark offer pay save shoot spend")
HAS = _set("earn face get have hold owe post receive win")
TRADES = _set("acquire buy purchase sell")
TAKES = _set("cut knock shave slash strip trim wipe")
FUNDS = _set("""
    assets bonds costs damages deaths deposits earnings emissions expenditures expenses exports funds gains goods imports
    incomes investments loans losses orders payments profits proceeds revenues sales savings securities shares shipments
    stocks taxes
""")
MOVES = _set("""
    accelerate add advance appreciate balloon bounce climb close collapse contract creep decelerate decline decrease depreciate
    deteriorate dip dive double drop ease edge end erode evaporate expand fall finish gain grow halve improve inch increase jump lose
    narrow nudge leap drift sag shed skid dwindle zoom open plummet plunge quicken rally rally rebound recede recover retreat rise rocket shrink sink skyrocket slide
    slip slow slump soar spike surge swell swing steady tick trend triple tumble weaken widen
""")
REACHES = _set("""
    amount approach average become begin come equal breach break cross exceed fetch go hit hover near number peak range reach remain run
    settle stand start stay surpass test top total touch trade
""")
COSTS = _set("cost sell price value estimate worth quote project forecast expect assess")
HOLDS = _set("""
    account acquire buy capture command comprise constitute contribute control cover generate get have hold make own
    produce provide purchase receive represent secure sell supply take win
""")
_ODD = {
    "seen": "see", "saw": "see", "owns": "own", "owned": "own", "earned": "earn", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "grew": "grow", "grown": "grow", "shrank": "shrink",
    "shrunk": "shrink", "sank": "sink", "sunk": "sink", "slid": "slide", "lost": "lose", "went": "go", "gone": "go",
    "came": "come", "stood": "stand", "ran": "run", "began": "begin", "became": "become", "sold": "sell", "bought": "buy",
    "held": "hold", "had": "have", "has": "have", "made": "make", "took": "take", "taken": "take", "won": "win",
    "got": "get", "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "being": "be", "am": "be", "'s": "be",
    "swelled": "swell", "swollen": "swell", "swung": "swing", "crept": "creep", "said": "say", "thought": "think",
    "told": "tell", "found": "find", "shown": "show", "paid": "pay", "spent": "spend", "shot": "shoot", "cutting": "cut", "hitting": "hit", "dipped": "dip", "dove": "dive",
}  # fmt: skip


def verb(word: str) -> str:
    """Return the plain form of a verb."""
    if found := _ODD.get(word):
        return found
    if word.endswith(("ied", "ies")) and f"{word[:-3]}y" in _KNOWN:
        return f"{word[:-3]}y"
    for ending in ("ing", "ed", "es", "s"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            double = stem[:-1] if stem[-1] == stem[-2] else stem
            for form in (stem, f"{stem}e", double):
                if form in _KNOWN:
                    return form
    return word


def singular(word: str) -> str:
    """Return the singular of a noun."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


_KNOWN = MOVES | REACHES | COSTS | HOLDS | SAYS | REPORTS | TAKES | PAYS | HAS | LOSES
