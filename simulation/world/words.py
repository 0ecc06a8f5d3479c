"""The words of the model: each a name in the code, a number in the state, and a word in files and tables."""

FORCES = ("technology", "buyers", "business-model")


# kinds of people, and the function they belong to
REP, MARKETER, LEADER = 0, 1, 2


SALES, MARKETING, COMPANY = 0, 1, 2


# levels of leaders
PRACTITIONER, MANAGER, HEAD, EXECUTIVE = 0, 1, 2, 3


# tool systems
OWN_SALES, OWN_MARKETING, COMMON = 0, 1, 2


# stages of a lead: in hand-off, with a rep, an opportunity in three steps; then one of the ends
QUALIFIED, ASSIGNED, OPPORTUNITY, PROPOSAL, NEGOTIATION = 0, 1, 2, 3, 4


UNQUALIFIED, IGNORED, REJECTED, LOST, NO_DECISION, WON = 10, 11, 12, 13, 14, 15


FIRST_END = UNQUALIFIED


# attribution rules
OWN_ACCOUNTING, FIRST_TOUCH, LAST_TOUCH, LINEAR, POSITION_BASED, POOLED = 0, 1, 2, 3, 4, 5


# decision rules
EACH_ALONE, ONE_HEAD, DOMINANT_SIDE, JOINT_CONSENT = 0, 1, 2, 3


# matters that wait for a decision
DISPUTE, IDEA, QUESTION = 0, 1, 2


NOBODY = -1


WEEKS_PER_QUARTER = 13


WEEKS_PER_YEAR = 52


NOW, WHENCE, WHITHER = 0, 1, 2
