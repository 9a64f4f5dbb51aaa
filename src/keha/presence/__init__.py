"""Who is at work when. It keeps intervals; whoever knows better writes them down here.

Words: at work töissä i arbete · shift vuoro skift · weekly pattern viikkorytmi veckorytm ·
exception poikkeus undantag · away poissa borta · on duty päivystää har jour.
Promises: a person is never at work twice at once; the reason for being away is never kept.
"""
