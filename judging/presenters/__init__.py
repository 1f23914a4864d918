"""The room's pages in finished values: what the templates place and do not decide."""
