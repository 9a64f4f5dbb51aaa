"""The round's visits to levels of deciding and standing approvals."""

import re
from collections.abc import Mapping

from drill.phone import Phone
from drill.visit import AN_ID, Visit, send_empty


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """Makes what is shown through the pages themselves. asked: paths of questions by state."""
    listed = phones["aino"].send("GET", "/rights/")[2]
    topics = {topic: path for path, topic in re.findall(rf'"(/rights/{AN_ID}/([a-z_]+)/)"', listed)}
    return (*_lists(topics), *_rounds(phones, topics), *_approvals(phones["cecilia"]))


def _lists(topics: Mapping[str, str]) -> tuple[Visit, ...]:
    asked, held, law = topics["working_time"], topics["kitchen"], topics["safety"]
    return (
        Visit("rights:rights", "full", "aino", "/rights/"),
        Visit("rights:rights", "supervisor", "cecilia", "/rights/"),
        Visit("rights:rights", "administrator", "oskari", "/rights/"),
        Visit("rights:of", "full", "cecilia", "/".join(held.split("/")[:3]) + "/"),
        Visit("rights:topic", "asked", "aino", asked),
        Visit("rights:topic", "asked of", "cecilia", asked),
        Visit("rights:topic", "full", "aino", held),
        Visit("rights:topic", "law", "aino", law),
        Visit("rights:ask", "full", "aino", f"{topics['cleaning']}ask/"),
        Visit("rights:ask", "error", "aino", f"{topics['cleaning']}ask/", send_empty("form.card")),
        Visit("rights:hand_back", "full", "aino", f"{held}hand-back/"),
        Visit("rights:grant", "full", "cecilia", f"{asked}grant/"),
        Visit("rights:grant", "trial", "cecilia", f"{topics['communication']}grant/"),
    )


def _rounds(phones: Mapping[str, Phone], topics: Mapping[str, str]) -> tuple[Visit, ...]:
    """The story's round, whose picks are shown, and a new one in which Bertta has picked."""
    shown = re.search(rf"/rights/rounds/{AN_ID}/", phones["aino"].send("GET", topics["cleaning"])[2])
    assert shown, "no round is open"
    _status, begun, _page = phones["bertta"].post(f"{topics['cover']}round/", {})
    phones["bertta"].post(f"{begun}pick/", {"level": "team"})
    return (
        Visit("rights:round", "shown", "aino", shown[0]),
        Visit("rights:round", "explains", "bertta", shown[0]),
        Visit("rights:round", "picking", "aino", begun),
        Visit("rights:round", "picked", "bertta", begun),
        Visit("rights:round", "error", "aino", begun, send_empty("form.card")),
    )


def _approvals(keeper: Phone) -> tuple[Visit, ...]:
    found = re.findall(rf"/rights/approvals/{AN_ID}/", keeper.send("GET", "/rights/approvals/")[2])
    assert found, "no approval is listed"
    return (
        Visit("rights:approvals", "full", "aino", "/rights/approvals/"),
        Visit("rights:approvals", "supervisor", "cecilia", "/rights/approvals/"),
        Visit("rights:approvals", "administrator", "oskari", "/rights/approvals/"),
        *(Visit("rights:approval", f"number {n}", "cecilia", path) for n, path in enumerate(found)),
        Visit("rights:approval", "to sign", "oskari", found[-1]),
        Visit("rights:approval_new", "full", "cecilia", "/rights/approvals/new/"),
        Visit("rights:approval_new", "error", "cecilia", "/rights/approvals/new/", send_empty("form.card")),
    )
