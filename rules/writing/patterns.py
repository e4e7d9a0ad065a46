"""句式的零件：一串词能读多少读多少，读过的不退，长话也只读一遍。"""


def run(words: str, name: str, least: int = 0) -> str:
    """A pattern of as many of these words as follow, of which none is given back.

    `words` are alternatives, `name` a group's name that the whole pattern has once.
    Possessive quantifiers say it shorter, but lose matches before Python 3.11.5.
    """
    return rf"(?=(?P<{name}>(?:{words}){{{least},}}))(?P={name})"
