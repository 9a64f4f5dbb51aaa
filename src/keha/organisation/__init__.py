"""Employers, areas, sites, teams and their people; and the door by which they come in.

Words: employer työnantaja arbetsgivare · service area palvelualue serviceområde · team tiimi team ·
site kohde objekt · person henkilö person · supervisor esihenkilö chef.
Promises: an account knows no name; a leaver is refused at the next click; a code works once.
"""
