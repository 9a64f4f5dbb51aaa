"""The commands that play the story and multiply it."""

import pytest

from keha.cli import demo, seed
from keha.foundation.context import acting_for, door
from keha.organisation.models import Employer, Person
from keha.questions.models import Question
from keha.story import World


def test_seeding_again_only_rolls_the_story(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    with acting_for(world.employer):
        people = Person.objects.count()
    assert seed.main([]) == 0
    assert capsys.readouterr().out == "story: up to date\n"
    with acting_for(world.employer):
        asked = Question.objects.count()
    assert seed.main([]) == 0
    with acting_for(world.employer):
        assert (Person.objects.count(), Question.objects.count()) == (people, asked)


@pytest.mark.django_db(databases=["default", "owner"])
def test_demo_makes_as_many_employers_as_it_is_asked(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main(["--employers", "2"]) == 0
    assert "2 employers made" in capsys.readouterr().out
    with door():
        assert Employer.objects.count() == 4
        assert list(Employer.objects.order_by("id").values_list("pk", flat=True))[:2] == [world.employer, world.county]


@pytest.mark.parametrize("words", [["--employers", "0"], ["--employers", "2", "--rules", "5001"], []])
def test_demo_refuses_figures_out_of_range(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        demo.main(words)
