"""Who may adopt, grant, ask for and hand back what."""

from keha.agreements.rights import Level
from keha.foundation.verdict import Verdict, holds


def may_adopt_alone(team_level: Level | None) -> Verdict:
    """Whether a team makes a rule hold by itself: only in a topic that its decision list gives it."""
    return holds(team_level is not None and team_level.is_the_teams, otherwise="agreements.not-the-teams-topic")
