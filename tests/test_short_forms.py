"""Pairs of names in one article that are one body, and pairs that are two."""

import pytest

import factx
from factx.kinds.organization.link import full_names

# shorter form | longer form: one body where no other name of the article takes the shorter form
ONE_BODY = """
Apple | Apple Inc.
Harper | Harper Ltd.
Norden | Norden Group
Norden | Norden Motors Inc.
Norden Foods | Norden Foods, Inc.
Norden Foods | Norden Foods Holdings plc
HKEX | HKEX Holdings
Tata | Tata Motors
Hyundai Motor | Hyundai Motor Group
Deutsche | Deutsche Bank AG
Ford | Ford Motor Co.
Samsung | Samsung Electronics
Siemens | Siemens AG
Bayer | Bayer AG
Nokia | Nokia Oyj
Honda Motor Co | Honda Motor Co Ltd
Harper Ltd. | Harper Limited
Harper Corp. | Harper Corporation
Harper Co. | Harper Co. Ltd.
Norden Steel Co | Norden Steel Company
Ark | Ark Investment Management
Yerba | Yerba Wealth Partners LLC
Liu Chong | Liu Chong Hing Ltd
Kestrova | Kestrova Rail Systems GmbH
Mirenda | Mirenda Data Services Inc.
National Reform Commission | China National Reform Commission
Construction Bank | China Construction Bank
Development Bank | Asian Development Bank
Supreme Court | U.S. Supreme Court
Supreme Court | United States Supreme Court
Justice Department | US Justice Department
Football Association | English Football Association
Central Bank | European Central Bank
Investment Bank | European Investment Bank
Chamber of Commerce | American Chamber of Commerce
Chamber of Commerce | U.S. Chamber of Commerce
Medical Association | British Medical Association
Securities and Exchange Commission | U.S. Securities and Exchange Commission
Red Cross | Norwegian Red Cross
General Assembly | UN General Assembly
Security Council | United Nations Security Council
Department of Transportation | Liaoning Department of Transportation
Olympic Committee | South Korea Olympic Committee
District Court for Northern District of California | U.S. District Court for Northern District of California
Anhui FTZ | China (Anhui) Pilot Free Trade Zone
Anhui Pilot Free Trade Zone | China (Anhui) Pilot Free Trade Zone
Anhui Free Trade Zone | China (Anhui) Pilot Free Trade Zone
Hainan Economic Zone | Hainan Special Economic Zone
Commission | European Commission
Commission | Securities and Exchange Commission
Parliament | European Parliament
Ministry | Ministry of Water
Ministry | Samoan Ministry of Finance
University | Lakewood University
University | University of Lakewood
Association | Norden Trade Association
House | House of Representatives
House | United States House of Representatives
Commons | House of Commons
Fed | Federal Reserve
Fed | U.S. Federal Reserve
NBS | National Bureau of Statistics
NBS | China National Bureau of Statistics
NDRC | National Development and Reform Commission
PBOC | People's Bank of China
IMF | International Monetary Fund
WTO | World Trade Organization
SEC | U.S. Securities and Exchange Commission
DoT | Department of Transport
ECB | European Central Bank
FTC | Federal Trade Commission
BBC | British Broadcasting Corporation
EU | European Union
UN | United Nations
AP | Associated Press
GM | General Motors
GF | General Foods
Times | New York Times
Post | Washington Post
"""

# Two bodies, in whichever order
TWO_BODIES = """
Bank of China | People's Bank of China
Bank of Canada | National Bank of Canada
Bank of Canada | Royal Bank of Canada
Bank of India | Reserve Bank of India
Bank of India | State Bank of India
Bank of Japan | Development Bank of Japan
Bank of Korea | Industrial Bank of Korea
Bank of China | Bank of China (Hong Kong)
Bank of China | Bank of Japan
Bank of China | Agricultural Bank of China
Bank of New York | Federal Reserve Bank of New York
Bank of Scotland | Royal Bank of Scotland
Bank of Australia | Commonwealth Bank of Australia
Bank of Cyprus | Hellenic Bank of Cyprus
Bank of America | Export Bank of America
Industrial Bank of China | Industrial and Commercial Bank of China
Central Bank of Samoa | Bank of Samoa
National Bank | First National Group
National Bank of Norden | Norden
University of Paris | American University of Paris
University of California | University of Southern California
University of Washington | University of Central Washington
Apple Inc. | Apple Hospitality REIT Inc.
Apple | Apple Hospitality REIT Inc.
Apple | Apple Bank
Intel | Intel Capital
Sony | Sony Entertainment
Credit Suisse | Credit Suisse Securities (USA) LLC
Morgan Stanley | Morgan Stanley Smith Barney LLC
Goldman Sachs | Goldman Sachs Asset Management LLC
Harper Ltd. | Harper Water Ltd.
Harper Inc. | Harper Group Inc.
Harper Corp. | Harper Co.
Harper AG | Harper SE
Harper Co. | Harper Foods Co.
Harper Foods Ltd. | Harper Foods (Wuhan) Ltd.
Harper Foods Inc. | Norden Harper Foods Inc.
Shell plc | Shell Midstream Partners LP
Norden | Norden Semiconductor (Wuhan)
Norden | Norden Polska
Norden | Norden China Services Ltd.
Norden | Norden Canada Inc. Trust
Norden Water | Norden Steel Inc.
Ministry of Trade | Ministry of Trade and Industry
Ministry of Finance | Ministry of Foreign Affairs
Department of Justice | Department of Defense
Court of Justice | High Court of Justice
European Union | Court of Justice of the European Union
European Union | Delegation of the European Union
United Nations | Friends of the United Nations
Trade Commission | Federal Trade Commission
Energy Agency | Atomic Energy Agency
Health Organization | World Health Organization
Labour Party | Socialist Labour Party
Communist Party | Marxist Communist Party
Police Federation | Lakewood Police Federation Fund
Stock Exchange | Tokyo Commodity Exchange
Express | American Express
Airways | British Airways
Steel | China Steel
Mobile | China Mobile
Bank | World Bank
House | White House
Senate | Texas Senate Committee
BP | Bright Partners
BP | British Paper
HP | Harper Pharma Group
UN | Union of Nurses
AP | American Plastics
NBS | National Bank of Sweden Group
ABC | Norden Broadcasting Company
Harper Motors | Norden Motors
Fox News | Sky News
Newcastle United | Manchester United
Dalian Development Zone | Dalian Free Trade Zone
Anhui FTZ | China (Henan) Pilot Free Trade Zone
New Mobility | New Norden Mobility
General Motors | General Electric
"""


def pairs(table):
    rows = (line.split("|") for line in table.strip().splitlines())
    return [tuple(part.strip() for part in row) for row in rows if len(row) == 2]


@pytest.mark.parametrize(("short", "long"), pairs(ONE_BODY))
@pytest.mark.parametrize("reverse", [False, True])
def test_one_body(short, long, reverse):
    names = [long, short] if reverse else [short, long]
    assert len(set(full_names(names, {}).values())) == 1


@pytest.mark.parametrize(("one", "other"), pairs(TWO_BODIES))
@pytest.mark.parametrize("reverse", [False, True])
def test_two_bodies(one, other, reverse):
    names = [other, one] if reverse else [one, other]
    assert full_names(names, {}) == {one: one, other: other}


@pytest.mark.parametrize(
    ("short", "first", "second"),
    [
        ("Supreme Court", "U.S. Supreme Court", "Texas Supreme Court"),
        ("Commission", "European Commission", "Federal Trade Commission"),
        ("Tata", "Tata Motors", "Tata Group"),
        ("Times", "New York Times", "Korea Times"),
        ("NBS", "National Bureau of Statistics", "National Board of Schools"),
        ("Norden", "Norden Water Services Ltd.", "Norden Rail Works Inc."),
    ],
)
def test_a_short_form_of_two_bodies_stays_by_itself(short, first, second):
    assert full_names([short, first, second], {})[short] == short
    assert full_names([short, first], {})[short] == first


def test_the_own_legal_form_comes_first():
    names = ["Harper", "Harper Ltd.", "Harper Water Ltd.", "Harper Bank"]
    assert full_names(names, {})["Harper"] == "Harper Ltd."


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (
            "The People's Bank of China cut rates on Friday. Shares of Bank of China fell 2 percent.",
            ["pboc", "bank-of-china"],
        ),
        (
            "The Court of Justice of the European Union ruled on Monday. The European Union welcomed it.",
            ["ecj", "eu"],
        ),
        ("Harper Motors Inc. (NYSE) said sales rose. It left Harper Motors.", ["harper-motors-inc"] * 2),
    ],
)
def test_ids_in_a_text(text, ids):
    found = [f.org_id for f in factx.extract(text) if f.kind == "organization"]
    assert [name for name in found if name != "nyse"] == ids
