"""A text that is plainly not English is said to be so; lists, tables and names in English are not."""

import json

import pytest

from factx.read import documents
from factx.read.language import foreign


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Konzern hat im vergangenen Jahr mehr als drei Millionen Euro für das Werk gezahlt und will nicht mehr sagen.", "de"),
        ("Le groupe a payé plus de trois millions d'euros pour les deux usines, a dit son directeur dans une lettre.", "fr"),
        ("La empresa pagó más de tres millones de euros por las dos fábricas, según dijo el director en una carta.", "es"),
        ("Il gruppo ha pagato più di tre milioni di euro per le due fabbriche, ha detto il direttore in una lettera.", "it"),
        ("De groep heeft meer dan drie miljoen euro voor de twee fabrieken betaald en wil er niet meer over zeggen.", "nl"),
        ("Группа заплатила более трёх миллионов евро за два завода, сказал директор.", "ru"),
        ("集团为这两家工厂支付了三百多万欧元，董事在一封信中说。", "zh"),
        ("グループは二つの工場に三百万ユーロを支払ったと述べた。", "ja"),
        ("그룹은 두 공장에 삼백만 유로 이상을 지불했다고 밝혔다.", "ko"),
        ("DIE BANK HAT IM LETZTEN JAHR MEHR ALS DREI MILLIONEN EURO FÜR DAS WERK GEZAHLT UND WILL NICHT MEHR DAZU SAGEN.", "de"),
        ("BUDAPEST - A bank és a gyár is több mint 300 millió forintot fizetett az évben, és ez nem volt elég, a tőzsde szerint.", "hu"),
        ("Banka je u trećem tromjesečju ostvarila dobit od 300 milijuna kuna, što je za pet posto više nego lani, objavila je.", "hr"),
        ("Benki ya taifa ilisema kwamba faida yake iliongezeka kwa asilimia tano katika robo ya tatu ya mwaka huu na kuwa kubwa.", "sw"),
        ("КИЇВ - Нафтогаз отримав прибуток у розмірі 300 млн гривень у третьому кварталі.", "uk"),
        ("تهران - شرکت ملی نفت ایران گفت سود آن پنج درصد افزایش یافته است.", "fa"),
        ("Við erum að greiða meira fé fyrir þessar tvær verksmiðjur, segir forstjórinn í bréfi til þeirra sem þar vinna núna.", "und"),
    ],
)  # fmt: skip
def test_other_languages(text, language):
    assert foreign(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "The group paid more than three million euros for the two mills, its director said in a letter.",
        "Results: Novak bt Moreau 6-4 6-2; Peeters bt Da Silva 7-5 6-3; De Vries bt Van den Berg 6-0 6-1; Le Roux bt De la Cruz 6-4.",
        "Alfa 50 -1.3% Beta -0.6% Gama -1.7% Delt -1.6% Epsi -0.2% Zeta -0.4% Etta 0.1% Thet -0.3% Iota 1.0%",
        "Sociedad General de Aguas de Barcelona paid 5 million euros for Société Générale des Eaux, it said.",
        "Banco de la Nación, Banco de Crédito del Perú, Banco del Estado de Chile and Banco de la República lent $3 billion.",
        "THE GROUP PAID MORE THAN THREE MILLION EUROS FOR THE TWO MILLS, ITS DIRECTOR SAID IN A LETTER ON FRIDAY.",
        "Year to December 31 (in billions of yen) LATEST ACTUAL FORECAST Sales 5.1 4.9 in the year Net 1.2 over is in on at De Van Der",
        'The minister said: "Nous ne pouvons pas le faire, il est trop tard pour les deux usines." The group paid $5 million to the state.',
        "Paid $5.",
        "阿里巴巴",
        "",
    ],
)
def test_english_and_what_is_too_little_to_tell(text):
    assert foreign(text) is None


def test_time_does_not_grow_with_the_text():
    assert foreign("Der Konzern hat im vergangenen Jahr mehr gezahlt und will nicht mehr sagen. " * 50_000) == "de"


def test_documents_say_it(tmp_path):
    rows = [
        {"id": "a", "text": "Sales rose."},
        {"id": "b", "text": "Der Konzern hat im Jahr mehr als 3 Millionen Euro für das Werk gezahlt und nicht mehr."},
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    assert [d.language for d in documents([tmp_path])] == [None, "de"]


def test_a_run_counts_them(tmp_path):
    from factx import batch

    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(
        "Der Konzern hat im Jahr mehr als 3 Millionen Euro für das Werk gezahlt und will nicht mehr."
    )
    (tmp_path / "in/b.txt").write_text("The group paid $3 million.")
    summary = batch.run([tmp_path / "in"], tmp_path / "out")
    assert summary.foreign == 1
    assert json.loads((tmp_path / "out/run.json").read_text())["not_in_english"] == 1
    assert batch.run([tmp_path / "in"], tmp_path / "out").foreign == 1
