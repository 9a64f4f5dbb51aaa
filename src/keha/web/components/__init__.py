"""Parts that pages share: the signs, the circle, dates as people say them."""
