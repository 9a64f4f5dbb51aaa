"""My shifts, the team's and the area's roster, who is where today, a draft's shifts, and the calendar feed."""
