"""Parts that pages share: the signs, dates as people say them."""
