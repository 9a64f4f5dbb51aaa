"""What sends notices: a browser's push service, the mail server, an SMS gateway, a Teams channel. See notices.channels."""
