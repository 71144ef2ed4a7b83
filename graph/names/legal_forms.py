"""Legal forms at the ends of a name, which say little about who it is."""

import re

_FORMS = (
    "ltd|limited|llc|l l c|llp|l l p|lp|l p|plc|p l c|inc|incorporated|corp|corporation|co|company",
    "pty|pte|pvt|private limited|bhd|sdn bhd|sdn|berhad|tbk|pt|p t|kk|k k|gk|株式会社|有限会社|合同会社",
    "gmbh|g m b h|mbh|ag|a g|kg|kgaa|ohg|gbr|ug|ev|e v|se|s e|nv|n v|bv|b v|cv|c v|vof|bvba|sprl",
    "sa|s a|sas|s a s|sarl|s a r l|sca|s c a|snc|sasu|scs|eurl|spa|s p a|srl|s r l|ltda|limitada|cia",
    "s a de c v|sa de cv|s de r l|sociedad anonima|sapi de cv|s a c|sac|s a a|eirl|s c|compania limitada",
    "ab|publ|as|a s|asa|aps|oy|oyj|oyabp|hf|ehf|ou|uab|sia|doo|d o o|dd|d d|sp z o o|sp zoo|kft|zrt|nyrt",
    "sro|s r o|ooo|oao|zao|pao|ао|ооо|оао|зао|пао|тоо|ип|ад|оод|еоод|тов|ат|пат|прат|ad|a d",
    "αε|α ε|επε|ε π ε|sti|ltd sti|limited sirketi|anonim sirketi|sanayi ve ticaret",
)
_LIST = sorted({form for line in _FORMS for form in line.split("|")}, key=len, reverse=True)
_ANY = "|".join(_LIST)
_TAIL = re.compile(rf"(?: (?:and )?(?:{_ANY}))+$")
_HEAD = re.compile(
    r"^(?:ооо|оао|зао|пао|ао|тоо|тов|пат|прат|ooo|oao|pt|p t|cv|株式会社|有限会社|合同会社) ?(?=.)"
)
_RUN_ON = re.compile(
    r"(?<=.)(?:股份有限公司|有限责任公司|有限公司|股份公司|株式会社|有限会社|合同会社|주식회사)$"
)


_LONG = {"company": "co", "limited": "ltd", "corporation": "corp", "incorporated": "inc", "limitada": "ltda"}


def core(folded: str) -> str:
    """A folded name without the legal forms at its ends; never empty where the name is not."""
    bare = _RUN_ON.sub("", _HEAD.sub("", _TAIL.sub("", folded))).strip()
    return bare or folded


def form(folded: str) -> str:
    """The legal form at the ends of a folded name, in short: 'Company Limited' and 'Co., Ltd' are 'coltd'."""
    bare = core(folded)
    rest = folded.replace(bare, " ", 1) if bare != folded else ""
    return "".join(_LONG.get(word, word) for word in rest.split())
