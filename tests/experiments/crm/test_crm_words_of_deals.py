"""Stages, kinds, owners and columns as CRMs of seven languages call them, each with the one thing that it means."""

from __future__ import annotations

import pytest

from cordiale.experiments.crm.beside_amounts import CURRENCIES
from cordiale.experiments.crm.filters import with_usual
from cordiale.experiments.crm.kinds_of_rows import REASONS, _no_leads, _not_new, _renewed, _tests, is_of_kinds
from cordiale.experiments.crm.mapping import Filter
from cordiale.experiments.crm.money import currency_code, without_signs
from cordiale.experiments.crm.spelling import bare_heading, normal, unaccented
from cordiale.experiments.crm.staff import is_nobody
from cordiale.experiments.crm.unread_ends import _over_by
from cordiale.experiments.crm.values import (
    read_person,
    read_stage,
)

ENDS = {
    "won": "Won|Closed Won|Deal won|Order won|Sale won|Gewonnen|Abgeschlossen und gewonnen|Geschlossen gewonnen"
    "|Auftrag gewonnen|Verkaufschance gewonnen|Gagné|Gagnée|Fermée gagnée|Affaire gagnée|Opportunité gagnée|Ganada"
    "|Cerrada ganada|Cierre ganado|Negocio ganado|Trato ganado|Venta ganada|Ganho|Fechado ganho|Fechada e ganha"
    "|Chiuso vinto|Chiusa vinta|Gesloten gewonnen|Afgesloten gewonnen|100% Closed Won|Won - at last|Vunnet|Wygrana",
    "lost": "Lost|Closed Lost|Loss|Deal lost|Verloren|Geschlossen verloren|Perdu|Perdue|Fermée perdue|Perdida"
    "|Cerrada perdida|Negocio perdido|Fechado perdido|Chiuso perso|Chiusa persa|Gesloten verloren|Lost to competitor"
    "|Verloren an Wettbewerber|Perdu contre un concurrent|Lost - price|Closed Lost 0%|Forlorad|Tabt|Tapt|Przegrana",
}


@pytest.mark.parametrize("end", ENDS)
def test_a_stage_that_says_how_a_deal_ended_is_that_end_in_its_language(end: str) -> None:
    said = ENDS[end].split("|")
    assert {word: read_stage(word).value for word in said} == dict.fromkeys(said, end)


@pytest.mark.parametrize("text", ["Wonder", "Won/Lost", "Qualified", "Lost contact", "Almost won", "Not lost yet"])
def test_a_stage_that_only_holds_the_word_is_no_end(text: str) -> None:
    assert read_stage(text).value == normal(text)


@pytest.mark.parametrize("owner", [
    "Sales Queue", "Warteschlange Nord", "Integration User", "system-account", "API user", "House Account",
    "the default owner", "Former Employee", "former employee (2)", "Deactivated User", "deleted owner", "no owner",
    "Ehemaliger Mitarbeiter", "gelöschter Benutzer", "ancien employé", "utilisateur désactivé", "usuario eliminado",
    "ex empleado", "Team Nord", "Inside Sales Desk", "info@acme.com", "vertrieb@acme.de", "no-reply@acme.com",
    "Unassigned", "nicht zugewiesen", "non attribué", "sin asignar", "não atribuído", "00G5g000001AbcD",
])  # fmt: skip
def test_a_queue_a_program_a_mailbox_and_whoever_has_left_are_nobody_in_person(owner: str) -> None:
    assert is_nobody(owner)


@pytest.mark.parametrize("owner", [
    "Anna Berg", "anna.berg@acme.com", "0055g000001AbcD", "Teamann, Ole", "Api Kumar", "Systema Lopez", "Sal Desker",
    "Former, John", "salesman@acme.com",
])  # fmt: skip
def test_who_is_only_called_alike_is_somebody(owner: str) -> None:
    assert not is_nobody(owner)


DELETED = "IsDeleted|Deleted|Gelöscht|Supprimé|Eliminado|Excluído|Eliminato|Verwijderd"


DELETED_ON = "Deleted At|Deleted On|Deleted Date|Date Deleted|Deleted Time|Gelöscht am|Supprimé le"


TEST = "Is Test|Is_Test__c|Test|Test Deal|Test Record|Test Account|Testdatensatz"


KEPT = {  # heading, words of rows that count, words of rows that do not
    DELETED: (["", "false", "0", "no", "nein"], ["true", "1", "yes", "x", "ja"]),
    DELETED_ON: (["", "-", "false", "0", "0000-00-00", "0000-00-00 00:00:00", "\\n"], ["2024-03-01", "true", "1"]),
    TEST: (["", "false", "0", "Acme"], ["true", "yes", "1", "x"]),
}


@pytest.mark.parametrize("headings", KEPT)
def test_a_row_counts_unless_a_usual_column_says_that_it_was_deleted_or_is_a_test(headings: str) -> None:
    counts, left_out = KEPT[headings]
    for heading in headings.split("|"):
        named = bare_heading(heading)
        rules = [one for one in with_usual(()) if named in map(bare_heading, one.columns)]
        assert rules, heading
        kept = {word: all((word in one.words) != one.excludes for one in rules) for word in (*counts, *left_out)}
        assert kept == dict.fromkeys(counts, True) | dict.fromkeys(left_out, False), heading


def test_a_usual_column_that_a_mapping_looks_at_itself_is_left_to_the_mapping_and_the_others_stay() -> None:
    own = Filter(("is_deleted",), frozenset({"0"}))
    first, *others = with_usual((own,))
    assert first is own
    assert [one.columns[0] for one in others] == ["Deleted At", "Is Test"]
    assert [one.columns[0] for one in with_usual(())] == ["IsDeleted", "Deleted At", "Is Test"]


KINDS = "Deal Type|Opportunity Type|Record Type|RecordTypeId|Type|Pipeline|Typ|Tipo|Tipo de negocio|Soort|Geschäftsart"


NOT_NEW = (
    "Renewal|Existing Business|Upsell|Cross-sell|Add-On|Expansion|Extension|Retention|Recurring|Installed base|Test"
    "|Account management|Customer Success|Farming|Win-back|Reactivation|Verlängerung|Bestandskunde|Nachkauf"
    "|Folgeauftrag|Stammkunde|Renouvellement|Reconduction|Client existant|Renovación"
    "|Cliente existente|Bestaande klant|Ampliación"
)


def test_a_heading_asks_for_the_kind_of_a_deal_in_seven_languages_and_others_do_not() -> None:
    assert [name for name in KINDS.split("|") if not is_of_kinds(name)] == []
    assert [name for name in ("Stage", "Amount", "Type of contact", "Lead Source") if is_of_kinds(name)] == []


def test_what_is_no_new_business_is_known_by_its_words_and_what_is_new_is_not() -> None:
    words = NOT_NEW.split("|")
    assert _not_new([*words, "New Business", "Neugeschäft", "Inbound", "Direct", "Contest"]) == {*words}
    told = ["Acme renewal 2024", "Verlängerung Acme", "Acme - upsell"]
    assert _renewed([*told, "Acme", "Renewable Energy"]) == {*told}


@pytest.mark.parametrize(
    "text", ["Test deal", "test", "DO NOT USE test", "zz-dummy", "asdf", "Fake Inc", "this is a test"]
)
def test_a_name_that_begins_as_that_of_a_test_is_one(text: str) -> None:
    assert _tests([text, "Contest", "Test equipment", "Acme test lab", "Testa GmbH"]) == {text}


def test_leads_that_are_none_are_known_by_their_state() -> None:
    none = ["Newsletter subscriber", "Junk", "Spam", "Duplicate", "Test", "Invalid", "Fake", "Doublon", "Dublette",
            "doppelt", "unbrauchbar", "ungültig", "Inválido", "Abonnent", "Suscriptor"]  # fmt: skip
    assert _no_leads([*none, "Open", "Working", "Converted", "Contested"]) == {*none}


@pytest.mark.parametrize("heading", [
    "Lost Reason", "Loss Reason", "Closed Lost Reason", "Deal Lost Reason", "Reason for loss", "Reason Lost",
    "Verlustgrund", "Absagegrund", "Grund für Verlust", "Motif de perte", "Raison de la perte", "Motivo de pérdida",
    "Motivo da perda", "Causa perdita", "Verliesreden",
])  # fmt: skip
def test_a_heading_that_asks_why_a_deal_was_lost_is_known(heading: str) -> None:
    assert REASONS.fullmatch(unaccented(bare_heading(heading)))
    assert not REASONS.fullmatch(unaccented(bare_heading(f"Won: {heading}")))


@pytest.mark.parametrize(("heading", "over"), [
    *((word, True) for word in ("Archived", "Is archived", "Archiviert", "Archivado", "Arquivada", "Inactive",
                                "Inaktiv", "Inactif", "Inactivo", "Dead")),
    *((word, False) for word in ("Active", "Is Active", "Aktiv", "Actif", "Activo", "Ativo", "Attiva", "Open",
                                 "Is open", "Offen", "Ouvert", "Abierta", "Aberto", "Aperta")),
    *((word, None) for word in ("Activity", "Opened on", "Deadline", "Stage")),
])  # fmt: skip
def test_a_flag_that_a_deal_is_archived_says_that_it_is_over_and_one_that_it_is_open_that_it_goes_on(
    heading: str, over: bool | None
) -> None:
    assert _over_by(heading) is over


def test_a_sign_of_one_country_is_its_currency_and_one_of_several_is_none_unless_its_currency_is_named() -> None:
    signs = {
        "€": "EUR",
        "£": "GBP",
        "₹": "INR",
        "R$": "BRL",
        "zł": "PLN",
        "Kč": "CZK",
        "₩": "KRW",
        "₽": "RUB",
        "₺": "TRY",
    }
    assert {sign: currency_code(sign) for sign in signs} == signs
    shared = {"$": "USD CAD AUD NZD SGD HKD MXN CLP COP ARS", "¥": "JPY CNY", "kr": "SEK NOK DKK ISK"}
    for sign, codes in shared.items():
        assert currency_code(sign) == sign.upper()
        assert {code: without_signs([sign, code]) for code in codes.split()} == {one: {one} for one in codes.split()}
        assert without_signs([sign, "EUR", "GBP"]) == {sign, "EUR", "GBP"}
    assert {*signs.values(), *" ".join(shared.values()).split()} <= CURRENCIES


@pytest.mark.parametrize(("text", "name"), [
    ("Berg, Anna", "anna berg"), ("Müller-Lüd, Anna Maria", "anna maria müller-lüd"),
    ("O'Hara, Anna M.", "anna m. o'hara"), ("Acme, Inc", "acme, inc"), ("Acme, GmbH", "acme, gmbh"),
    ("Anna Berg (inactive)", "anna berg"), ("Anna Berg [gelöscht]", "anna berg"), ("Anna Berg <a@b.com>", "anna berg"),
    ("Anna Berg (a@b.com)", "anna berg"), ("Anna Berg (left 2023)", "anna berg"),
    ("Anna Berg (West)", "anna berg (west)"), ("Berg, Dr.", "berg, dr."), ("A.Berg@X.com", "a.berg@x.com"),
    ("0055g00000aBcDe", "0055g00000aBcDe"),
])  # fmt: skip
def test_a_person_is_called_with_the_given_name_first_and_without_what_stands_in_brackets_of_having_left(
    text: str, name: str
) -> None:
    assert read_person(text).value == name
