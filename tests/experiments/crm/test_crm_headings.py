"""Headings that presets know, held by their words in seven languages: each fills the field that it speaks of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cordiale.experiments.crm.mapping_file import load_preset, preset_names
from cordiale.experiments.crm.values import read_stage
from cordiale.simulation.scenario.given import toml_of

ROOM = Path(__file__).parents[3] / "experiments" / "crm"
PRESETS = {name: load_preset(name) for name in preset_names()}
OF_CRMS = ("dynamics", "hubspot", "pipedrive", "salesforce", "zoho")
USUAL: dict[str, dict[str, list[str]]] = toml_of(ROOM / "usual.toml")

WORDS = {  # of each field, words of which every heading of its has one
    "created": "creat|crea|cré|cria|erst|angelegt|add.?time|aangemaakt|aanmaak|gemaakt|first_contact",
    "close": "clos|schluss|abgeschlossen|clôt|ferm|conclue|sign|cierre|cerrado|fecham|fecho|fechado|chiusura|sluit|won"
    "|gewonnen|gagn|gain|ganado|ganho",
    "lost_date": "lost|verloren|perte|perdido",
    "modified": "modif|modstamp|geändert|update",
    "stage": "stage|phase|fase|étape|etapa|estágio|statu|estado|stato|state|état",
    "status": "statu|estad|stage|lifecycle|phase|etapa|estágio|state",
    "is_won": "won|gewonnen|gagn|gan[ah]",
    "is_lost": "lost",
    "is_closed": "closed|geschlossen|ferm|cerrad|fechad",
    "owner": "owner|inhaber|besitzer|zuständig|verantwortlich|propri|propiet|respons|titolare|eigenaar"
    "|verkoper|sales|assigned|user|sr_id|geschäfts|^id$",
    "source": "sour|quelle|orig|fuente|fonte|bron|channel",
    "amount": "amount|betrag|montant|import|monto|valo|valeu|wert|value|revenue|umsatz|omzet|ricavi"
    "|ingreso|receita|revenu|arr|acv|mrr|tcv|price|preis|prix|preci|preço|prezz|bedrag|waarde"
    "|cantidad|total|sum|regeltotaal",
    "price": "price|preis|prix|preci|preço|prezzo|prijs",
    "quantity": "qua|qty|menge|anzahl|cantidad|quan|aantal|hoeveel",
    "currency": "curr|währung|devise|divisa|moned|moeda|valuta",
    "basis": "billing|abrechnung|facturation",
    "campaign": "campaign",
    "channel": "campaign|channel",
    "mql_date": "marketing.?qualified",
    "sql_date": "sales.?qualified|convert",
    "won_date": "customer",
    "manager": "manager",
    "account_id": "account|acc|konto|compan|organi|unternehmen|firma|kunde|compte|entreprise|client|cuenta"
    "|empresa|conta|azienda|bedrijf|klant|customer|org",
}  # fmt: skip
NEVER = {  # words that no heading of a field has, since they are another's
    "created": "clos|schluss|clôt|ferm|cierre|fecham|fecho|fechado|won|modif|update",
    "close": "creat|creac|cré|cria|erst|modif|lost|verloren|perdido",
    "lost_date": "won|gewonnen|ganado|ganho|creat",
    "modified": "creat|clos|won",
    "is_won": "lost|perd",
    "is_lost": "won|win",
    "is_closed": "won|lost",
    "price": "total|totaal|gesamt|amount|extended",
    "quantity": "price|preis|amount",
    "owner": "account|company|amount",
    "currency": "price$|^amount$",
    "source": "owner|status",
    "mql_date": "sales",
    "won_date": "qualified",
    "status": "source|owner",
}  # fmt: skip
HEADINGS = [
    (f"{name}: {table}.{field}", field, names)
    for name in OF_CRMS for table, mapped in PRESETS[name].tables.items() for field, names in mapped.columns.items()
    if field in WORDS and not (table == "rep" and field == "owner")
]  # fmt: skip


@pytest.mark.parametrize(("where", "field", "names"), HEADINGS, ids=[each[0] for each in HEADINGS])
def test_a_heading_of_a_preset_speaks_of_the_field_that_it_fills_and_of_no_other(
    where: str, field: str, names: tuple[str, ...]
) -> None:
    own, others = re.compile(WORDS[field], re.IGNORECASE), re.compile(NEVER.get(field, "$^"), re.IGNORECASE)
    assert [name for name in names if not own.search(name)] == []
    assert [name for name in names if others.search(name)] == []


OTHERS = {"lead", "contact", "piste", "candidato", "prospecto", "kontakt", "fiche"}


def test_an_id_of_a_lead_is_of_leads_or_contacts_and_one_of_a_deal_of_none_of_these() -> None:
    for name in OF_CRMS:
        for table, mapped in PRESETS[name].tables.items():
            for heading in (*mapped.columns.get("opp_id", ()), *mapped.columns.get("line_id", ())):
                spoken = {word for word in OTHERS - {"fiche"} if word in heading.casefold()}
                assert not spoken, f"{name}: {table}: {heading}"
            for heading in mapped.columns.get("lead_id", ()) if table != "lead" else ():
                assert re.search("contact|lead|vid", heading, re.IGNORECASE), f"{name}: {heading}"


FIRST = [  # of two headings that a file may have both, the one that counts
    ("dynamics", "opportunity.close", "Actual Close Date", "Est. Close Date"),
    ("dynamics", "opportunity.close", "actualclosedate", "estimatedclosedate"),
    ("dynamics", "opportunity.close", "Tatsächliches Abschlussdatum", "Gesch. Abschlussdatum"),
    ("dynamics", "opportunity.amount", "Actual Revenue", "Est. Revenue"),
    ("dynamics", "opportunity.amount", "actualvalue", "estimatedvalue"),
    ("dynamics", "opportunity.amount", "Werkelijke omzet", "Gesch. omzet"),
    ("salesforce", "opportunity.amount", "Annual Recurring Revenue", "Amount"),
    ("salesforce", "opportunity.amount", "Amount (converted)", "Amount"),
    ("salesforce", "line.amount", "Total Price (converted)", "Total Price"),
    ("hubspot", "opportunity.amount", "Annual contract value", "Amount"),
    ("hubspot", "opportunity.amount", "amount_in_home_currency", "amount"),
    ("hubspot", "opportunity.amount", "Amount", "Total contract value"),
    ("pipedrive", "opportunity.amount", "Deal - ARR", "Deal - Value"),
    ("pipedrive", "opportunity.close", "Deal - Deal closed on", "Deal - Won time"),
    ("zoho", "opportunity.amount", "ARR", "Amount"), ("zoho", "opportunity.owner", "Deal Owner.id", "Deal Owner"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "where", "first", "second"), FIRST)
def test_what_is_actual_yearly_or_converted_counts_before_what_is_expected_unsaid_or_mixed(
    name: str, where: str, first: str, second: str
) -> None:
    table, field = where.split(".")
    known = PRESETS[name].tables[table].columns[field]
    assert known.index(first) < known.index(second)


def test_headings_of_any_tool_come_behind_a_preset_s_own_and_for_each_field_that_it_maps() -> None:
    for name in OF_CRMS:
        own = toml_of(ROOM / "presets" / f"{name}.toml")
        for table, fields in USUAL.items():
            for field, usual in fields.items():
                given = own.get(table, {}).get("columns", {}).get(field)
                if isinstance(given, list):
                    assert PRESETS[name].tables[table].columns[field] == (*given, *usual), f"{name}: {table}.{field}"


@pytest.mark.parametrize("name", preset_names())
def test_what_a_preset_says_that_a_stage_means_is_not_the_opposite_of_what_its_word_says(name: str) -> None:
    said = PRESETS[name].tables.get("opportunity")
    for meaning, cells in (said.values.get("stage", {}) if said else {}).items():
        for cell in cells:
            read = read_stage(cell).value
            assert read == meaning or read not in ("won", "lost"), f"{cell} is read as {read}, mapped to {meaning}"
    assert {"Open": "open", "0": "open", "1": "won", "2": "lost"}.items() <= {
        cell: meaning for meaning, cells in PRESETS["dynamics"].tables["opportunity"].values["stage"].items()
        for cell in cells
    }.items()  # fmt: skip


PREFIXES = {"lead": "00Q", "opportunity": "006", "touch": "00v", "rep": "005", "line": "00k"}  # of Salesforce's objects


def test_salesforce_s_ids_begin_as_those_of_their_objects_do_and_nobody_else_s_are_held_against_it() -> None:
    assert {table: mapped.prefix for table, mapped in PRESETS["salesforce"].tables.items()} == PREFIXES
    assert {mapped.ids for mapped in PRESETS["salesforce"].tables.values()} == {"salesforce"}
    for name in set(preset_names()) - {"salesforce"}:
        assert {(mapped.prefix, mapped.ids) for mapped in PRESETS[name].tables.values()} == {("", "as-is")}


def test_rows_that_a_crm_says_are_archived_or_deleted_do_not_count() -> None:
    hubspot, pipedrive = PRESETS["hubspot"].tables, PRESETS["pipedrive"].tables["opportunity"]
    for table in ("lead", "opportunity"):
        rule = hubspot[table].where[0]
        assert (rule.columns, rule.words, rule.excludes) == (("archived",), frozenset({"true", "1"}), True)
    (deleted,) = (rule for rule in pipedrive.where if "deleted" in rule.words and "Status" in rule.columns)
    assert deleted.excludes
    assert {"gelöscht", "supprimé", "eliminado", "excluído"} <= deleted.words
    assert {*deleted.columns} <= {*pipedrive.columns["stage"]}
