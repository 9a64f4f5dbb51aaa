"""Parts that pages of every room share: templates, and the tags that draw them."""
