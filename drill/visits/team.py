"""The round's visits to the team's circle."""

import re
from collections.abc import Mapping

from drill.phone import Phone
from drill.visit import AN_ID, Visit


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """The circle with a topic chosen, looking a year back, of another team, and of one who has no team."""
    topic = re.search(r'href="(\?topic=\w+)#topic"', phones["aino"].send("GET", "/team/")[2])
    assert topic, "the circle has no topic"
    other = re.search(rf"(?<=\")/team/{AN_ID}/", phones["cecilia"].send("GET", "/team/")[2])
    assert other, "no other team is linked"
    return (
        Visit("team:team", "topic chosen", "aino", f"/team/{topic[1]}"),
        Visit("team:team", "a year back", "aino", "/team/?months=12"),
        Visit("team:team", "topic and month", "cecilia", f"/team/{topic[1]}&months=1"),
        Visit("team:of", "topic chosen", "cecilia", f"{other[0]}{topic[1]}"),
        Visit("team:team", "of a float worker", "oskari", "/team/"),
    )
