"""What a bare "$", "pound" or "franc" means is decided once an article, by its evidence; without any the default stands."""

import pytest

from factx import extract
from factx.kinds import money
from factx.pipeline import rule_mentions
from factx.records import Document
from factx.rules.context import Context

# Article, the currencies of its amounts in order, what is known of the document.
ARTICLES = [
    # The currency named in full carries to bare words.
    ("All figures in Canadian dollars. The mill earned $3 million. A year ago it lost $2 million.", "CAD CAD", {}),
    ("Results of the Lapwing group (in Australian dollars). Net profit: $14 million.", "AUD", {}),
    ("The co-operative borrowed 3 billion Egyptian pounds. It had asked for 5 billion pounds.", "EGP EGP", {}),
    ("The port was built for 40 million Swiss francs. A new pier will cost 12 million francs.", "CHF CHF", {}),
    ("The school was given 5 million Hong Kong dollars. It will spend 2 million dollars on books.", "HKD HKD", {}),
    ("Amounts are stated in New Zealand dollars. The dairy paid out $9 million.", "NZD", {}),
    ("The rail line will cost 8 billion Norwegian kroner, twice the 4 billion kroner first named.", "NOK NOK", {}),
    ("Egypt's pound sank. The state will pay 600 billion pounds for bread.", "EGP", {}),
    ("Egypt's pound sank. A bank in London lent it 600 million pounds.", "GBP", {}),
    ("The lender cut the payout by half a penny to 4.5p.", "GBP GBP", {}),
    ("The grocer beat forecasts by half a penny, with sales of $3 billion.", "USD USD", {}),
    ("The bank in Cameroon lent 3 billion CFA francs.", "XAF", {}),
    ("The fund lent 3 billion CFA francs to Paris.", "XOF", {}),
    # A foreign sign beside the bare one.
    ("The miner earned A$4m ($2.9m) and will pay out $1 million.", "AUD USD USD", {}),
    ("The trawler was sold for C$900,000. Its new owner had bid $650,000.", "CAD USD", {}),
    ("Cedar Canada Ltd earned 12 mln dlrs and repaid a 30 mln U.S. dlr loan.", "CAD USD", {}),
    ("SYDNEY, May 3 - The brewer sold its U.S. arm for US$200 million. It paid $310 million for it.", "USD AUD", {}),
    ("WELLINGTON (Reuters) - The orchard group owes NZ$40 million. Its bonds sold for $25 million.", "NZD USD", {}),
    ("The tin firm fell 4 cents to $2.06 after it drew on $US140 million of loans.", "AUD AUD USD", {}),
    ("The bridge will cost 700 million yuan ($98 million). A tunnel would have cost $130 million.", "CNY USD USD", {}),
    ("The club sold him for 3 million pounds ($3.8 million).", "GBP USD", {"country": "GB"}),
    ("The ferry firm made US$3 million ($4.4 million).", "USD AUD", {"country": "AU"}),
    ("SINGAPORE - The fund bought 20 million euros ($31 million) of bonds.", "EUR USD", {}),
    # The dateline.
    ("HALIFAX, Nova Scotia - The fishery said profit rose to $18 million.", "CAD", {}),
    ("HONG KONG - The developer sold the flat for $42 million.", "HKD", {}),
    ("AUCKLAND, June 4 (AP) - The kiwifruit harvest brought in $800 million.", "NZD", {}),
    ("TORONTO (Reuters) - The grocer will close 12 shops. It had lost 60 million dollars.", "CAD", {}),
    ("LONDON, Ontario - The school board is short of $7 million.", "CAD", {}),
    ("LONDON (Reuters) - The Australian miner Gumleaf sold its pits for $2 billion.", "USD", {}),
    ("DALLAS - The Canadian bank Maplewood paid a fine of $5 million.", "USD", {}),
    ("BEIJING - The city collected ¥300m in tax.", "CNY", {}),
    ("KARACHI, March 2 - The mill owes its growers 90 million rupees.", "PKR", {}),
    # Publisher and country.
    ("The council will spend $4 million on parks.", "AUD", {"publisher": "The Sydney Morning Herald"}),
    ("The council will spend $4 million on parks.", "NZD", {"publisher": "NZ Herald"}),
    ("The council will spend $4 million on parks.", "CAD", {"publisher": "www.thestar.ca"}),
    ("The council will spend 4 million pesos on parks.", "PHP", {"publisher": "The Manila Times"}),
    ("The council will spend $4 million on parks.", "USD", {"publisher": "Xinhua"}),
    ("The council will spend $4 million on parks.", "SGD", {"country": "SG"}),
    ("The council will spend 4 million pounds on parks.", "GBP", {"country": "GB"}),
    ("WASHINGTON (AP) - The museum was left $4 million.", "USD", {"country": "CA"}),
    # The first body or nation.
    ("Queensland will spend $1.6 billion on wards.", "AUD", {}),
    ("The Alberta government cut taxes by $300 million.", "CAD", {}),
    ("Ontario-based Heron Foods paid $40 million.", "CAD", {}),
    ("Singapore Airlines made a profit of $2.7 billion.", "SGD", {}),
    ("Air Canada lost $1.3 billion.", "CAD", {}),
    ("Boeing sold ten jets to Air Canada for $3 billion.", "USD", {}),
    ("Maplewood Foods Canada Inc reported a loss of 12 mln dlrs.", "CAD", {}),
    ("Toronto-based Orca Mines lost 4 million dollars.", "CAD", {}),
    ("Ottawa will spend $2 billion on housing, the minister said.", "CAD", {}),
    ("New Zealand's central bank lent the farmers $40 million.", "NZD", {}),
    ("The Australian airline will pay $90 million for the hangars.", "AUD", {}),
    ("Wattle Timber Pty Ltd said it had lost 3 million dollars.", "AUD", {}),
    ("Manila's pension fund lent 6 billion pesos.", "PHP", {}),
    ("Rome put the rail deficit at 300 billion lire.", "ITL", {}),
    ("The French carmaker earned 900 million francs.", "FRF", {}),
    ("The Egyptian bank lent the mill 30 million pounds.", "EGP", {}),
    ("A shipyard in Gothenburg won an order for 2 billion crowns.", "SEK", {}),
    ("The brewery in Plzen was sold for 2 billion crowns.", "CZK", {}),
    ("A day ticket in Oslo costs 95 kr and one in Bergen 80 kr.", "NOK NOK", {}),
    ("Colombo said the estates owed 40 million rupees in tax.", "LKR", {}),
    ("The Kuwaiti fund put 5 million dinars into the firm.", "KWD", {}),
    ("Amman set aside 5 million dinars for wells.", "JOD", {}),
    # What says nothing: the default stands.
    ("The firm made $3 million last year.", "USD", {}),
    ("The firm lost 3 million pounds last year.", "GBP", {}),
    ("A Chinese firm will buy an Australian mine for $5 million.", "USD", {}),
    ("Apple will open a shop in Sydney for $50 million.", "USD", {}),
    ("Sydney's northern beaches drew a crowd. The surfer won $20,000.", "USD", {}),
    ("Elm Partners, a unit of Cedar Canada Corp, bid $45 million for the bakery chain.", "USD", {}),
    ("The Danish cleaner bought a Canadian firm for US$10 million and sold one for $4 million.", "USD USD", {}),
    ("The Canadian bank and the U.S. insurer will share costs of $8 million.", "USD", {}),
]


@pytest.mark.parametrize(("text", "codes", "said"), ARTICLES)
def test_the_currency_of_an_article(text, codes, said):
    found = rule_mentions(Document(id="d", text=text, **said))
    assert " ".join(m.value.currency for m in found if m.kind == "money") == codes


@pytest.mark.parametrize(
    ("text", "country", "sources"),
    [
        ("It paid C$5m, 3 million euros and 4 million yuan.", None, ["stated", "stated", "stated"]),
        ("HALIFAX, Nova Scotia - It paid $5 million.", None, ["article"]),
        ("It paid $5 million.", "CA", ["country"]),
        ("It paid $5 million.", "DE", ["default"]),
        ("It paid $5 million.", None, ["default"]),
        ("It paid A$4m ($2.9m).", None, ["stated", "article"]),
        ("It paid $3 million Canadian.", None, ["stated"]),
    ],
)
def test_every_amount_says_what_decided_its_currency(text, country, sources):
    assert [f.currency_from for f in extract(text, country=country) if f.kind == "money"] == sources


def test_the_evidence_is_told():
    document = Document(
        id="d", text="Toronto-based Orca Mines lost 4 million dollars. It paid £2.", publisher="The Manila Times"
    )
    told = list(money.explain(rule_mentions(document), Context.of(document)))
    assert told == [
        "a bare dollar is USD: the world's default, nothing in the article says otherwise",
        "a bare pound sign is GBP: the world's default, nothing in the article says otherwise",
    ]
    document = Document(id="d", text="Toronto-based Orca Mines lost 4 million dollars.")
    told = list(money.explain(rule_mentions(document), Context.of(document)))
    assert told == ['a bare dollar is CAD: "Toronto-based" opens it']
