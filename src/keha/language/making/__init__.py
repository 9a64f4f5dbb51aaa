"""Makes the room's shipped arrays from its ways of asking; run by `keha library`, never imported by the product."""
