"""Form definitions, and laying a record out as a Sheet."""
