"""Integrations: what comes in from an employer's other files, and goes out to them.

Words: tuontitaulukko / importtabell / rule sheet; rivi / rad / row; katso tämä / se på den här / needs your eye;
kumoaminen / ångring / undoing; vienti / export / export.

Promises: a file is never opened in the process that serves pages; nothing in it is guessed: what cannot be read is asked;
nothing holds before its keeper has looked; what was taken in can be taken back for a week, and history stays.
"""
