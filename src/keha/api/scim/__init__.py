"""SCIM 2.0 (RFC 7643, 7644) for an employer's directory: joiners, leavers and, where it is wished, who is in which team."""
