"""Agreements: what has been agreed or is laid down, and who decides it.

Words: pelisääntö / spelregel / ground rule; päätösvalta / beslutanderätt / decision right;
raja / gräns / limit; lähde / källa / source; määräaika / giltighetstid / validity.

Promises: a rule with a limit or a condition is never told as a bare permission; the agreed text is shown whole and
unchanged; every version stays readable; a rule past its validity stops answering and says so.
"""
