"""Important numbers: whom to call, who answers now, and the forms of those who keep them."""
