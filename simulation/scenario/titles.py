"""What people's titles, departments and headings usually mean, in English, French and German."""

import re

HEADINGS = {
    "person": (
        *(
            "person",
            "employee id",
            "employee number",
            "employee no",
            "emplid",
            "worker id",
            "personnel number",
            "user id",
            "employee #",
        ),
        *("associate id", "person id", "personio id", "personalnr", "pernr"),
        *(
            "personalnummer",
            "mitarbeiter id",
            "mitarbeiternummer",
            "matricule",
            "id employé",
            "id",
            "work email",
            "email",
        ),
    ),
    "name": (
        *(
            "last name, first name",
            "first name, last name",
            "name",
            "full name",
            "employee name",
            "display name",
            "preferred name",
            "worker",
            "employee",
        ),
        *("payroll name", "formatted name", "legal name", "mitarbeiter", "nom complet"),
        *("last name", "family name", "surname", "nachname", "nom", "nom de famille"),
    ),
    "given": (*("first name", "given name", "preferred first name", "vorname", "prénom"),),
    "function": (
        *(
            "function",
            "department",
            "department name",
            "dept",
            "division",
            "cost center",
            "cost centre",
            "abteilung",
            "bereich",
            "kostenstelle",
            "service",
        ),
        *(
            "département",
            "direction",
            "home department",
            "home department description",
            "org unit",
            "organizational unit",
        ),
        *("organisationseinheit", "supervisory organization", "team"),
    ),
    "role": (
        *(
            "role",
            "title",
            "job title",
            "position",
            "position title",
            "business title",
            "job",
            "stelle",
            "stellenbezeichnung",
            "titel",
        ),
        *("job title description", "planstelle", "job profile"),
        *("berufsbezeichnung", "poste", "intitulé du poste", "titre", "fonction"),
    ),
    "manager": (
        *("manager id", "manager employee id", "manager number", "manager personnel number", "manager worker id"),
        *(
            "reports to id",
            "reports to associate id",
            "reports to associate number",
            "supervisor id",
            "vorgesetzten id",
        ),
        *("manager matricule", "matricule du manager", "id manager", "manager", "reports to", "supervisor"),
        *("reporting to", "line manager", "manager name", "worker's manager", "vorgesetzter", "führungskraft"),
        *("responsable", "n+1", "manager email", "supervisor email"),
    ),
    "status": (
        *(
            "employment status",
            "employee status",
            "worker status",
            "position status",
            "status",
            "beschäftigungsstatus",
            "statut",
        ),
    ),
}
OPTIONAL = ("name", "given", "status")
_LEFT = re.compile(r"terminat|inactive|former|\bleft\b|ausgeschieden|ausgetreten|inaktiv|sorti|\bparti|inactif")
FUNCTIONS = {
    "sales": re.compile(r"sales|vertrieb|commercial|vente|business development|account management|\bsdr\b|\bbdr\b"),
    "marketing": re.compile(r"marketing|demand gen|communicat|kommunikation|\bbrand\b|growth"),
    "company": re.compile(
        r"company|executive|management|gesch[aä]ftsf|leitung$|vorstand|direction|c ?suite|unternehmen|g&a"
    ),
}
_EXECUTIVE = re.compile(
    r"\bc[cefmorst]o\b|\bchief\b|gesch[aä]ftsf[uü]hr|vorstand|managing director|(?<!vice )pr[eé]sident|\bpdg\b|founder"
    r"|(?<!product )owner|directeur g[eé]n[eé]ral|directrice g[eé]n[eé]rale|general manager"
)
_HEAD = re.compile(
    r"\b[aers]?vp\b|vice pr[eé]sident|\bhead\b|director|directeur|directrice"
    r"|(?<!team)(?<!team )(?<!gruppen)leit(er|ung)|\bchef(?! d'| de (produit|projet|publicit|march|secteur))"
)
_LEADER = re.compile(
    r"manager|team ?lead|supervisor|lead\b|team ?leit|gruppenleit|responsable|superviseur|chef d'[eé]quipe"
)
_SELLS = re.compile(
    r"account|sales|\bsdr\b|\bbdr\b|\bae\b|\brep\b|representative|vertrieb|verk[aä]uf|au(ß|ss)endienst|innendienst"
    r"|commercial|vente|vendeu|business develop|ing[eé]nieur d'affaires|charg[eé]e? d'affaires|technico|chef de secteur"
)
_MARKETS = re.compile(
    r"market|content|campaign|kampagne|\bseo\b|\bevent|[eé]v[eé]nement"
    r"|demand|brand|communicat|kommunikation|social media|redakt|\bpr\b|chef de (produit|projet|publicit|march)"
)
_BELOW = re.compile(  # of people who lead nobody, whoever they work for
    r"\b(key |senior |junior |strategic )*account manager|product marketing manager|\bcampaign manager|\bassistant"
)


def normal(text: str) -> str:
    """A word without the accidents of case, spaces, underscores and hyphens."""
    return " ".join(re.sub(r"[\s_\-]+", " ", text.casefold()).split())


def function_of(department: str) -> str:
    """The function that a department is, or nothing for one that the model does not know.

    >>> function_of("Vertrieb DACH"), function_of("Finance")
    ('sales', '')
    """
    words = normal(department)
    exact = next((name for name in FUNCTIONS if words == name), "")
    return exact or next((name for name, pattern in FUNCTIONS.items() if pattern.search(words)), "")


def has_left(status: str) -> bool:
    """Whether an employment status says that somebody is no longer there.

    >>> has_left("Terminated"), has_left("Active")
    (True, False)
    """
    return bool(_LEFT.search(normal(status)))


def role_of(title: str, function: str, *, leads: bool) -> str:
    """The role that a title is, in a function, for somebody who leads people or not; nothing where it is unknown.

    A manager whom nobody reports to sells or markets; somebody who sells or markets and leads people is a manager.

    >>> role_of("Key Account Manager", "sales", leads=False), role_of("Vertriebsleiter", "sales", leads=True)
    ('rep', 'head')
    """
    words, own = normal(title), {"sales": "rep", "marketing": "marketer"}.get(function, "")
    if _EXECUTIVE.search(words) and not _BELOW.search(words):
        return "executive"
    if _HEAD.search(words):
        return "head"
    worker = {"rep": _SELLS, "marketer": _MARKETS}.get(own)
    if _LEADER.search(words) or (worker and worker.search(words)):
        return "manager" if leads or not own else own
    return ""
