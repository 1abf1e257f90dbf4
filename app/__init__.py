"""Everything but the screen: from approved reports to posted journals."""

import sys

# httpx has a command line of its own, which would take as long to load as all of httpx
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
