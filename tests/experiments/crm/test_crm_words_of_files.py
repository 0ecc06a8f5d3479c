"""Names of files, headings of amounts, sums and states as exports of seven languages have them."""

from __future__ import annotations

import pytest

from cordiale.experiments.crm.amount_columns import CONVERTED, PART_MONEY, basis_said, multiple_said, term_said
from cordiale.experiments.crm.beside_amounts import _OF_COMPANIES, _PIECES, _TERM, _UNIT
from cordiale.experiments.crm.endings import _may_be_over
from cordiale.experiments.crm.mapping import TableMapping
from cordiale.experiments.crm.matching import PACKED, SUFFIXES
from cordiale.experiments.crm.recognition import family, is_called, is_called_otherwise
from cordiale.experiments.crm.shape import _FOOTER, _TOTAL, _TOTAL_BEHIND, LIMITS
from cordiale.experiments.crm.spelling import bare_heading, normal, plain_stage, unnumbered
from cordiale.experiments.crm.unread_ends import _CHANCES

MULTIPLES = {
    0.01: "Amount (cents)|amount_cents|Betrag in Cents|Montant (centimes)|Importe (céntimos)|Amount in pence"
    "|Minor units",
    1e3: "Amount (k)|Betrag (T€)|Wert in TEUR|Amount in thousands|Amount (k EUR)|Betrag in Tausend|Montant en milliers"
    "|Importe (miles)|Amount ('000)|Betrag (Tsd. €)|Werte in 1.000 €",
    1e6: "Betrag (Mio. €)|Amount in millions|Betrag in Millionen|Importe (millones)|Amount (mm)|Umsatz (M€)",
    1e5: "Amount in lakhs|Value (lacs)|Amount (lakh)",
    1.0: "Amount|Betrag|Deal value|Amount 2024|Team|Value per month|Amount (EUR)|Market value|Monto",
}


@pytest.mark.parametrize("times", MULTIPLES)
def test_a_heading_of_amounts_says_in_what_multiple_they_are(times: float) -> None:
    names = MULTIPLES[times].split("|")
    assert {name: multiple_said(name) for name in names} == dict.fromkeys(names, times)


PAID = {
    "yearly": "ARR|ACV|Annual value|Yearly amount|Amount per year|Betrag p. a.|Jahresumsatz|Betrag jährlich"
    "|Montant annuel"
    "|Importe anual|Importo annuale|Bedrag per jaar",
    "half-yearly": "Half-yearly fee|Semi-annual amount|Halbjahresbetrag|Montant semestriel",
    "quarterly": "Quarterly amount|Amount per quarter|Quartalsbetrag|Betrag vierteljährlich|Montant trimestriel",
    "monthly": "MRR|Monthly fee|Amount per month|Monatsbetrag|Montant mensuel|Valor mensal|Importo mensile"
    "|Bedrag per maand",
    "one-off": "One-off fee|One-time amount|Einmalbetrag|Setup fee|Set-up fee",
    "total": "TCV|Total contract value|Contract total|Amount over the whole term|Gesamtvertragswert"
    "|3-year value|Wert 24 Monate",
    "unsaid": "Amount|Betrag|Montant|Importe|Valor|Deal value|Narrative|Barre",
}


@pytest.mark.parametrize("basis", PAID)
def test_a_heading_of_amounts_says_for_how_long_they_are_paid(basis: str) -> None:
    names = PAID[basis].split("|")
    assert {name: basis_said(name) for name in names} == dict.fromkeys(names, basis)


@pytest.mark.parametrize(("heading", "months"), [
    ("3-year value", 36.0), ("Wert (24 Monate)", 24.0), ("Valeur sur 2 ans", 24.0), ("Valor 12 meses", 12.0),
    ("Waarde 36 maanden", 36.0), ("10 years", 120.0), ("11 years", None), ("1 month", None), ("1 year", 12.0),
    ("Yearly value", None), ("2024 value", None),
])  # fmt: skip
def test_a_heading_says_over_how_many_months_amounts_are_added_up_up_to_ten_years(
    heading: str, months: float | None
) -> None:
    assert term_said(heading) == months


def test_a_heading_of_converted_amounts_of_prices_of_pieces_and_of_terms_is_known_and_others_are_not() -> None:
    converted = ["Amount (converted)", "Amount in company currency", "Betrag (konvertiert)", "umgerechneter Betrag",
                 "Betrag in Unternehmenswährung", "Est. Revenue (Base)"]  # fmt: skip
    assert [name for name in converted if not CONVERTED.search(name)] == []
    unit = ["Unit price", "Price per unit", "Price per seat", "Stückpreis", "Einzelpreis", "Preis pro Stück",
            "Prix unitaire", "Precio unitario", "Prezzo unitario", "Stuksprijs", "Prijs per eenheid"]  # fmt: skip
    assert [name for name in unit if not _UNIT.search(normal(name))] == []
    pieces = ["Quantity", "Qty", "Menge", "Anzahl", "Quantité", "Cantidad", "Quantidade", "Aantal", "Seats", "Units"]
    assert [name for name in pieces if not _PIECES.fullmatch(bare_heading(name))] == []
    terms = [
        "Term (months)",
        "Contract length",
        "Duration",
        "Laufzeit",
        "Dauer",
        "Durée",
        "Duración",
        "Looptijd",
        "Vigencia",
    ]
    assert [name for name in terms if not _TERM.search(normal(name))] == []
    parts = [
        "Total Price",
        "Unit Price",
        "List price",
        "Net amount",
        "Line value",
        "Split amount",
        "Subtotal",
        "Gesamtpreis",
    ]
    assert [name for name in parts if not PART_MONEY.search(name)] == []
    companies = ["Annual Revenue", "Annual company revenue", "Jahresumsatz", "Chiffre d'affaires annuel"]
    assert [name for name in companies if not _OF_COMPANIES.search(name)] == []
    for name in ("Amount", "Betrag", "Stage", "Owner", "Value"):
        assert not any(found.search(name) for found in (CONVERTED, _UNIT, _TERM, PART_MONEY, _OF_COMPANIES)), name


CALLED = {
    "lead": "Leads|MQLs|prospects_2024|Interessenten|inquiries|Pistes",
    "opportunity": "Opportunities|deals|Opps 2024|pipeline|Verkaufschancen|oportunidades|Geschäfte|affaires|negócios"
    "|verkoopkansen|Trattative|transactions",
    "touch": "CampaignMember|touches|Activities", "rep": "Users|owners|sales team|reps|Sellers|employees",
    "line": "lines|Products|OpportunityLineItem|Positionen|Artikel|lignes|produits|líneas|produtos",
}  # fmt: skip


@pytest.mark.parametrize("table", CALLED)
def test_a_file_s_name_says_which_table_it_is_in_the_languages_of_exports(table: str) -> None:
    mapping = TableMapping(table, columns={})
    assert [name for name in CALLED[table].split("|") if not is_called(mapping, name)] == []


@pytest.mark.parametrize("name", [
    "OpportunityHistory", "Deal Verlauf", "OpportunityContactRole", "OpportunitySplit", "DealFeed",
    "OpportunityFieldHistory",
    "OpportunityShare", "DealNote", "audit log deals", "deal stage changes", "OpportunityTeamMember",
    "OpportunityLineItem", "OpportunityProduct", "Case", "Tickets", "Tasks", "Events", "Calls", "Meetings", "Emails",
    "Contracts", "Orders", "Invoices", "Accounts", "Companies", "Users", "Contacts", "Quotes", "Forecasts",
    "Currencies",
])  # fmt: skip
def test_a_file_of_histories_parts_or_other_things_is_none_of_deals(name: str) -> None:
    deals = TableMapping("opportunity", columns={})
    assert is_called_otherwise(deals, name)
    assert not is_called(deals, name)


def test_files_of_one_family_differ_in_numbers_alone_and_tables_are_told_from_what_is_packed() -> None:
    assert family("deals_2024_q1 (2)") == family("deals_2023_q4") == family("Deals copy") == family("deals")
    assert family("deals_us") != family("deals_eu")
    assert {*SUFFIXES} == {".csv", ".tsv", ".txt"}
    assert {".xlsx", ".xls", ".ods", ".zip", ".parquet"} <= {*PACKED}
    assert not {*SUFFIXES} & {*PACKED}


OVER = (
    "Disqualified|Unqualified|nicht qualifiziert|Discarded|Abandoned|Dead|Cancelled|Storniert|Annulé|Lost to X"
    "|Closed|Dropped"
    "|Rejected|Declined|Refusé|No decision|No budget|No response|Ended|Expired|Withdrawn|Archived|Junk"
    "|Duplicate|Verlorener"
    "|Gewonnener|Abgesagt|Abgelehnt|Perdu|Perdido|Ganado|Gagné|Ganho|Descartado|Fechado|Cerrado|Fermé"
)
ON = (
    "Negotiation|Active|Proposal|Prospecting|Qualification|Discovery|Demo|Meeting|Contacted|Quote sent|Angebot"
    "|Verhandlung"
    "|New|Neu|Open|Offen|In progress|In Bearbeitung|Appointment|Scheduled|Contract sent|Presentation|Evaluation"
    "|Trial|Pilot"
    "|POC|Verbal|Commit|Pipeline|Négociation|Devis|Propuesta|Cotización|Visit|Interested|Engaged|Review|Stage 3"
    "|Needs analysis"
    "|Nouveau|Nuevo|Aberto|Ouvert|Negoziazione|Preventivo|Contatto|Onderhandeling|Voorstel|Gesprek|Lopend"
)


def test_a_stage_that_says_it_is_over_may_be_an_end_even_of_one_deal_and_one_underway_is_none_even_of_many() -> None:
    assert [stage for stage in OVER.split("|") if not _may_be_over(normal(stage), 0, 1, rows=200)] == []
    assert [stage for stage in ON.split("|") if _may_be_over(normal(stage), 100, 100, rows=200)] == []
    assert _may_be_over("handed in", 100, 100, rows=200)


def test_sums_and_footers_of_reports_are_known_by_their_words() -> None:
    sums = (
        "Total|Totals|Subtotal|Grand total|Sub-total|Sum|Summe|Zwischensumme|Gesamtsumme|Gesamtergebnis"
        "|Sous-total|Totale"
        "|Totaal|Somma|Suma|合計|итого|Count|Record count|Anzahl|Nombre|Recuento|Contagem|Conteggio|Aantal"
        "|Average|Durchschnitt"
    )
    assert [word for word in sums.split("|") if not _TOTAL.match(normal(word))] == []
    assert [word for word in ("Totally Co", "Summer Inc", "Counter Ltd") if _TOTAL.match(normal(word))] == []
    assert all(
        _TOTAL_BEHIND.search(normal(f"Rep 1 {word}")) for word in ("Total", "Totals", "Ergebnis", "Totaal", "Totale")
    )
    footers = (
        "Copyright 2024",
        "Confidential Information",
        "Grand Total",
        "Generated by",
        "30 records",
        "As of 2024-01-01",
    )
    assert [word for word in footers if not _FOOTER.match(word)] == []
    assert LIMITS == (1_000, 2_000, 5_000, 10_000, 30_000, 50_000, 65_535, 100_000, 1_048_575)


@pytest.mark.parametrize(("stage", "plain"), [
    ("06. Closed Won", "Closed Won"), ("(3) Demo", "Demo"), ("1 - Demo", "Demo"), ("A) Demo", "Demo"),
    ("X - Lost", "Lost"),
    ("6 months", "6 months"), ("E-mail sent", "E-mail sent"), ("2024 plan", "2024 plan"), ("1: Demo", "Demo"),
])  # fmt: skip
def test_a_number_or_letter_before_a_stage_puts_it_in_order_and_is_no_part_of_it(stage: str, plain: str) -> None:
    assert unnumbered(stage) == plain
    assert plain_stage(f"{stage} (Sales Pipeline)") == plain_stage(f"{stage} [EMEA]") == plain


@pytest.mark.parametrize("heading", ["Probability", "Probability (%)", "Win chance", "Deal probability", "Confidence",
                                     "Wahrscheinlichkeit", "Abschlusswahrscheinlichkeit", "Probabilité",
                                     "Probabilidad",
                                     "Probabilidade", "Kans", "Slagingskans"])  # fmt: skip
def test_a_heading_of_chances_is_known(heading: str) -> None:
    assert _CHANCES.fullmatch(bare_heading(heading))
