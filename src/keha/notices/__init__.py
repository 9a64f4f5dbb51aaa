"""Notices: who is told what, by which channel, and when.

Words: ilmoitus / notis / notice; kanava / kanal / channel; hiljaiset tunnit / tysta timmar / quiet hours;
viesti / meddelande / message.

Promises: what is told is written down in the transaction of what happened; each message goes out under one key, by which the
other end knows a second one; nobody is told of what she cannot act on, and nobody in her free time unless she chose so.
"""
