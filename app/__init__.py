"""Everything but the screen: from approved reports to posted journals."""
