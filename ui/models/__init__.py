"""What views show: frozen records, said column by column."""
