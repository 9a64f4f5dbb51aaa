"""Ask: "may I…?" answered from the team's rules, else by the team.

Words: question kysymys fråga · answer vastaus svar · heading otsikko rubrik · colleague työkaveri arbetskamrat.
Promises: it never guesses; the agreed text is shown whole; a colleague's answer is never called a rule.
"""
