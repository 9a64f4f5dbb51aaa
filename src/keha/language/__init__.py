"""Language: which agreed rule does a question typed in a hurry ask for?

Words: question (kysymys / fråga), way of asking (kysymistapa / sätt att fråga), ranking (järjestys / rangordning),
written and spoken language (kirjakieli ja puhekieli / skriftspråk och talspråk), hand-over (luovutus / överlämning).

Promises: pure (no Django, no database, no clock, no network). Any string may be asked; none raises. The same question
over the same documents gives the same ranking. Three outcomes with thresholds fixed in code: one answer, up to three
choices, or a hand-over to people. It works with sentence vectors and without them. Nothing of a question is kept.
"""
