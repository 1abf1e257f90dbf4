"""Has the system's own scheduler run what is due, whether the window is open or not."""
