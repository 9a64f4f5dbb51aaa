"""Skills: what people can, hold and have been inducted to, and whether that is enough for a place.

Words: osaaminen / kunnande / skill; todistus / intyg / certificate; perehdytys / introduktion / induction;
vaatimus / krav / need; tehtävä / uppgift / task.

Promises: what a person can she tells herself, and nobody grades another; facts near to health are read by herself and by
her supervisor only; a colleague never learns why somebody cannot be chosen.
"""
