"""Writes of the room, by what they are about."""

from keha.questions.actions.asking import (
    answer,
    ask,
    confirm,
    hand_over,
    place_of,
    reopen,
    reword,
    say_helped,
    withdraw,
)
from keha.questions.actions.forgetting import break_seals, forget_texts, keep_words
from keha.questions.actions.heard import begin, count_day, hear, unhear
from keha.questions.actions.ladder import JOB, climb, give_back, has_time
from keha.questions.actions.local_words import add_local_word, drop_kept, remove_local_word, use_kept
from keha.questions.actions.reading import analyse, analyse_missing
from keha.questions.actions.unnamed import ask_unnamed, place_unnamed

__all__ = [
    "JOB", "add_local_word", "analyse", "analyse_missing", "answer", "ask", "ask_unnamed", "begin", "break_seals", "climb",
    "confirm", "count_day", "drop_kept", "forget_texts", "give_back", "hand_over", "has_time", "hear", "keep_words", "place_of",
    "place_unnamed", "remove_local_word", "reopen", "reword", "say_helped", "unhear", "use_kept", "withdraw",
]  # fmt: skip
