"""python -m bot 的入口。"""

import sys

from bot.cli import main

if __name__ == "__main__":
    sys.exit(main())
