"""Notices: who is told what, by which channel, and when.

Words: ilmoitus / meddelande / notice; kanava / kanal / channel; hiljaiset tunnit / tysta timmar / quiet hours;
kooste / sammandrag / digest.

Promises: what is told is written down in the transaction of what happened; each effect happens once; nobody is told of
what she cannot act on, and nobody in her free time of what can wait.
"""
