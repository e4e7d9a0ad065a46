"""读台账：一张表变成一项项问题；读不准的不收，说清哪一行哪一栏、该怎样写。"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from rules.headers import LEDGER_HEADERS, Layout
from rules.ledger_blocks import Block, find_blocks
from rules.ledger_cells import (
    code_of,
    derive_title,
    plain,
    read_number,
    read_round,
)
from rules.ledger_finding import Reading, read_finding
from rules.ledger_people import Directory
from rules.ledger_sheet import Sheet
from rules.ledger_values import (
    FindingRow,
    Ledger,
    MeasureRow,
    PersonRef,
    Refused,
    Warned,
)
from rules.workdays import Calendar

