"""What the program in a folder starts with."""

import sys

from budgetdesk.cli import main

sys.exit(main())
