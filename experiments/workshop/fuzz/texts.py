"""What usually comes in: small, whole inputs of each kind, from which mutants are made."""

SCENARIO = """\
schema = 1
name = "ours"
extends = "status-quo"
title = "Ours"
currency = "EUR"
[company]
reps = 4
marketers = 3
executives = 1
span = 4
paradigm = "our-way"
[[sources]]
name = "web"
share = 0.7
fit = 0.5
[[sources]]
name = "fairs"
share = 0.3
pace = 2.0
[leadership]
strength = 0.4
goal = "proportional"
[buyers]
contract_value = 30.0
cycle = 12
[paradigms.our-way]
role_overlap = 0.6
integration = 0.6
shared_goals = 0.4
joint_planning = 1
attribution = "linear"
decision_rule = "joint-consent"
heads = 2
balancer = true
power_balance = 0.5
follows_forces = false
[forces.technology]
shape = "ramp"
start = 0.2
end = 0.8
at = 2
over = 4.5
[forces.buyers]
shape = "path"
path = [0.2, 0.4, 0.6]
[quantiles]
contract_value = [1.0, 2.0, 5.0, 20.0]
[targets]
win_rate = 0.2
wins = { value = 12, tolerance = 0.1 }
[unknown]
currency = "amounts are taken as they are"
"""
DECIDED = """\
schema = 1
name = "decided"
extends = "status-quo"
[[decisions]]
quarter = 2
when = "wins > 3"
balancer = false
attribution = "linear"
leadership.hours = 20
[[decisions]]
quarter = 3
paradigm = "siloed"
[[decisions]]
quarter = 5
survey = true
"""
WITH_CHART = """\
schema = 1
name = "charted"
[company]
org_chart = "chart.csv"
[roles]
"Account Wizard" = "rep"
"""
CHART = """\
person,name,function,role,manager
top,Ada,company,executive,
h,Ben,sales,head,top
m,Cy,sales,manager,h
r1,Di,sales,rep,m
r2,Ed,sales,rep,m
k,Fay,marketing,head,top
m1,Gus,marketing,marketer,k
"""
HR_CHART = """\
Employee ID;Employee Name;Department;Job Title;Manager
1;Ada;Executive;CEO;
2;Ben;Sales;VP Sales;1
3;Di;Sales;Account Executive;2
4;Gus;Marketing;Marketing Manager;1
5;Hal;Finance;Controller;1
6;Ida;Sales;Account Wizard;Ben
"""
WITH_PATH = 'schema = 1\nname = "weather"\n[forces.buyers]\nshape = "path"\nfile = "path.csv"\n'
PATH = "intensity\n0.1\n0.25\n1.0\n0\n"
EXTENDING = 'schema = 1\nname = "above"\nextends = "below.toml"\n[company]\nreps = 3\n'
POINTS = (
    "paradigm,leadership.strength,company.reps,forces\nsiloed,0.2,3,none\nproportional,0.5,4,all\ndrift,1,5,buyers\n"
)
LISTED = 'schema = 1\nscenario = "smb-inbound"\ndesign = "list"\npoints = "points.csv"\nquarters = 2\n'
STUDIES = (
    """\
schema = 1
scenario = "smb-inbound"
design = "sobol"
samples = 8
second_order = true
replications = 2
quarters = 4
seed = 7
design_seed = 3
outcomes = ["revenue", "wins"]
[factors]
paradigm = ["siloed", "proportional"]
forces = ["none", "technology+buyers"]
"leadership.strength" = { low = 0.0, high = 1.0 }
"company.reps" = { low = 2, high = 9 }
[fixed]
"trust.initial" = 0.4
switch_quarter = 1
""",
    """\
schema = 1
scenario = "smb-inbound"
design = "full"
quarters = 6
[factors]
paradigm = ["siloed", "sales-led"]
decisions = ["", "Q2 survey", "Q3 when wins < 4 paradigm=drift"]
"leadership.hours" = { low = 0, high = 20, levels = 3 }
"forces.buyers.shape" = ["constant", "step"]
""",
    LISTED,
    'schema = 1\nscenario = "smb-inbound"\ndesign = "morris"\nsamples = 3\ntrajectory_levels = 4\n[factors]\n'
    '"leadership.strength" = { low = 0, high = 1 }\n[agents]\nsales_rep = "own.py:Eager"\nkeep = ["sales_rep.zeal"]\n',
)
DECISIONS = """\
Q1 survey
Q2 paradigm=siloed
Q3 when win_rate < 0.2 paradigm=proportional
Q4 attribution=linear balancer=no leadership.hours=20
Q5 when morale > 0.5 shared_goals=0.7
Q6 programme
"""
SETTINGS = """\
leadership.strength=0.2
company.reps=4
forces.buyers.shape=step
forces.technology.path=[0.1, 0.5]
name=mine
sources=[{name="web",share=1.0}]
targets.wins=3
"""
RULES = """\
from cordiale.simulation.rules.selling import prospect as shipped

SHARE = 0.5


def prospect(org, who):
    org.people[who].hours_left *= SHARE
    shipped(org, who)
"""
STAGES, ORIGINS = ("Closed Won", "Closed Lost", "Open"), ("web", "fairs")


def _deal(n: int) -> str:
    closed = "" if n % 3 == 2 else f"2023-{2 + n % 9:02}-{1 + n % 27:02}"
    created = f"2023-{1 + n % 9:02}-{1 + n % 27:02}"
    return f'o{n},{STAGES[n % 3]},{ORIGINS[n % 2]},{created},{closed},"{1000 + 37 * n}",r{n % 4}'


DEALS = "\n".join(["id,stage,source,created,close,amount,rep", *map(_deal, range(60))])
MAPPING = """\
schema = 1
title = "Deals"
credit = "ours"

[opportunity]
files = ["deals.csv"]
dates = "iso"
columns.opp_id = "id"
columns.stage = "stage"
columns.source = ["source", "lead source"]
columns.created = "created"
columns.close = "close"
columns.amount = "amount"
values.stage.won = ["Closed Won"]
values.stage.lost = ["Closed Lost"]
placeholders = ["Select", "-"]
where.stage = { not = ["Test"] }
"""
