"""The small world everybody learns: played through the rooms' actions, never inserted.

Words: tarina / berättelse / story. Lahdenperä's meal and cleaning services, and a wellbeing services county beside it.
Promises: the same people for demonstration, tests, screenshots and benches; all texts in three languages; its dates
roll with today, and at any hour somebody is at work and a question is open.
"""

from keha.story.people import World, world
from keha.story.playing import is_there, play, roll

__all__ = ["World", "is_there", "play", "roll", "world"]
