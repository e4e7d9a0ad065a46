"""一项问题的一生，从正门走一遍。"""

from pathlib import Path

from tests.conftest import staged
