"""Kehä's own PostgreSQL, and the processes of one installation: started, watched and stopped.

No Django and no word of the domain here. Promises: no directory's rights are touched outside its own;
a second start is a repair and never a second server; what was acknowledged survives any kill.
"""
