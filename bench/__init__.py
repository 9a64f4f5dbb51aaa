"""Speed, as ratios within one run. Each part prints one JSON object."""
