"""The drawing of the house: it is what the contracts and the table say."""

from pathlib import Path
from xml.etree import ElementTree as tree

import pytest

from keha.cli import docs

CONTRACTS = """
[tool.importlinter]
[[tool.importlinter.contracts]]
name = "Floors: a room imports only from floors below"
layers = ["roof : play", "(upper)", "lower | cellar"]
"""
WIRING = """
from keha.lower.events import Fell
from keha.upper import listeners as upper


def wire_all() -> None:
    wire({Fell: [upper.catch]})
"""


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A house of five rooms on three floors, with one fact."""
    (tmp_path / "pyproject.toml").write_text(CONTRACTS, encoding="utf-8")
    for room in ("roof", "play", "upper", "lower", "cellar", "config"):
        folder = tmp_path / "src" / "keha" / room
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(f'"""{room.title()}: what <{room}> is for.\n\nMore."""\n', encoding="utf-8")
    (tmp_path / "src" / "keha" / "config" / "wiring.py").write_text(WIRING, encoding="utf-8")
    (tmp_path / docs.PAGE).write_text(f"# House\n\n{docs.BEGIN}\nold\n{docs.END}\n\nEnd.\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    return tmp_path


@pytest.fixture
def at_home(small_house: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command works on the small house."""
    monkeypatch.setattr(docs.home, "project", lambda: small_house)
    return small_house


def test_floors_are_read_from_the_contract_the_roof_first(small_house: Path) -> None:
    floors = docs.floors_of(small_house)
    assert [[room.name for room in floor.rooms] for floor in floors] == [
        ["roof", "play"],
        ["upper"],
        ["lower", "cellar"],
    ]
    assert [floor.apart for floor in floors] == [False, False, True]


def test_a_room_says_what_it_is_for_without_repeating_its_name(small_house: Path) -> None:
    assert docs.floors_of(small_house)[1].rooms[0].purpose == "What <upper> is for."


def test_facts_are_read_from_the_table_without_running_it(small_house: Path) -> None:
    assert docs.facts_of(small_house) == [docs.Fact("Fell", "lower", (("upper", "catch"),))]


def test_the_drawing_is_whole_xml_and_names_every_room_and_fact(small_house: Path) -> None:
    picture = docs.drawing(docs.floors_of(small_house), docs.facts_of(small_house))
    words = "".join(tree.fromstring(picture).itertext())
    for word in ("roof", "play", "upper", "lower", "cellar", "What <upper> is for.", "Fell: told by lower"):
        assert word in words


def test_the_same_house_gives_the_same_drawing(small_house: Path) -> None:
    drawn = [docs.drawing(docs.floors_of(small_house), docs.facts_of(small_house)) for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_an_old_drawing_is_told_and_then_made_anew(at_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert docs.main(["--check"]) == 1
    assert "docs/house.svg is old" in capsys.readouterr().out
    assert not (at_home / docs.PICTURE).exists()
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0
    page = (at_home / docs.PAGE).read_text(encoding="utf-8")
    assert page.startswith("# House\n") and page.endswith("\n\nEnd.\n")
    assert "- floor 2, `roof`: What <roof> is for." in page
    assert "old" not in page


def test_a_house_without_its_contract_or_its_table_is_not_drawn(small_house: Path) -> None:
    (small_house / "src" / "keha" / "config" / "wiring.py").write_text("wire(table)\n", encoding="utf-8")
    with pytest.raises(docs.NotDrawable, match="wire"):
        docs.facts_of(small_house)
    (small_house / "pyproject.toml").write_text(CONTRACTS.replace("Floors:", "Walls:"), encoding="utf-8")
    with pytest.raises(docs.NotDrawable, match="contract"):
        docs.floors_of(small_house)


def test_the_real_house_can_be_drawn() -> None:
    root = docs.home.project()
    assert {"foundation", "runtime"} <= {room.name for room in docs.floors_of(root)[-1].rooms}
    assert all(room.purpose for floor in docs.floors_of(root) for room in floor.rooms)
    assert all(fact.heard_by for fact in docs.facts_of(root))
