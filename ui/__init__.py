"""Everything with a pixel: the window that shows the work and asks for it."""
