"""Rosters: who works which shift where, drawn up as a draft, published, and fed down to who is at work when.

Words: työvuorolista arbetsskiftslista roster · vuoro skift shift, assignment · vuorokirjain skiftbokstav letter ·
luonnos utkast draft · julkaisu publicering publication · poissa borta away · kalenterisyöte kalenderflöde feed.
Promises: nobody has two shifts at once, kept by the database; of two who change the same shift one is told; workers
see what is published; why somebody is away is never kept; a calendar feed names no colleague.
"""
