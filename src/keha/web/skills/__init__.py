"""Pages of skills, certificates, inductions and what places need."""
