"""`python -m budgetdesk` is the same as the command `budgetdesk`."""

import sys

from budgetdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
