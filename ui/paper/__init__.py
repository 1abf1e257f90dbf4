"""What goes onto paper: blocks, pages, and the painting of them."""
