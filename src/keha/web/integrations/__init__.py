"""Rule sheets: an employer's own file brought in, looked through, adopted, taken back; and the rules written out."""
