"""The identity of a document, from its number line, identification block and cover."""

import re
from dataclasses import dataclass

from app.domain.organs import Names, Organ
from app.domain.resolution import DocumentKind, Problem
from app.domain.symbols import Symbol
from app.sources.akn.inline import plain_text
from app.sources.akn.lettered_parts import LetteredPart

KINDS_BY_NAME: dict[str, DocumentKind] = {
    "resolution": "resolution",
    "decision": "decision",
    "draftResolution": "draft",
    "draft resolution": "draft",
}
_BODIES = {"unga": "GA", "unga-hrc": "HRC", "unsc": "SC", "unecosoc": "ECOSOC"}
_URI = re.compile(r"/akn/un/statement/deliberation/(?P<body>[a-z-]+)/(?P<date>[0-9-]*)/(?P<number>[^/]*)/?")
_LETTER = r"(?P<letter>[A-Z])?"
_NUMBERED = re.compile(rf"(?P<number>(?:ES-|S-)?[0-9]+\s*/\s*[0-9]+)\s*{_LETTER}(?![A-Za-z-])")
_SERIAL = re.compile(r"(?P<serial>[0-9]+)\s*[(（]\s*(?P<year>[0-9]{4})\s*[)）]")
_IN_URI = re.compile(rf"(?P<session>(?:ES-|S-)?[0-9]+)-(?P<number>[0-9]+){_LETTER}(?:-[A-Z])?")
_BARE_LETTER = re.compile(r"\s*([A-Z])\s*")


@dataclass(frozen=True, slots=True)
class Identity:
    """Kind, organ and symbol of a document, and the inconsistencies found."""

    kind: DocumentKind
    organ: Organ
    symbol: Symbol | None
    problems: tuple[Problem, ...]


def identify(part: LetteredPart, names: Names) -> Identity:
    """Identify a document. Raises ValueError, with a reason in Chinese, if its organ is unknown."""
    kind = KINDS_BY_NAME.get(part.statement.get("name", ""), "resolution")
    printed = Symbol.read(
        plain_text(part.first("{*}coverPage//{*}docNumber[@refersTo='#symbol']"), part.pack)
    )
    uri = part.first("{*}meta/{*}identification/{*}FRBRWork/{*}FRBRuri")
    found = _URI.fullmatch(uri.get("value", "")) if uri is not None else None
    organ = _organ(found["body"] if found else "", printed, names)
    if part.is_ours:
        return Identity(kind, organ, printed, ())
    if kind == "draft":
        return Identity(kind, organ, printed or _draft_symbol(found), ())
    by_line = _made(organ, _number_line(part), kind)
    by_block = _made(organ, _block_number(found["number"], organ), kind) if found else None
    symbol = _lettered(by_line or by_block or printed, by_block, printed)
    told = ((by_block, "标识块所示文号"), (printed, "封面所印文号"))
    problems = tuple(
        Problem("symbol_differs", f"编号所示文号是{symbol}，{name}是{other}")
        for other, name in told
        if other and symbol and other.whole != symbol.whole
    )
    return Identity(kind, organ, symbol, problems)


def _lettered(symbol: Symbol | None, *others: Symbol | None) -> Symbol | None:
    """The symbol, with the letter from identification block or cover if the number line omits it."""
    if symbol is None or symbol.whole != symbol:
        return symbol
    lettered = (other for other in others if other and re.search(r" [A-Z]$", other.canonical))
    return next((other for other in lettered if other.whole == symbol), symbol)


def _organ(body: str, printed: Symbol | None, names: Names) -> Organ:
    organ = names.organ_by_code(_BODIES.get(body, body.upper())) or (
        names.organ_of(printed) if printed else None
    )
    if organ is None:
        raise ValueError("标识块和封面都看不出是哪个机构的文件")
    return organ


def _number_line(part: LetteredPart) -> str | None:
    """The number above the title with the letter of the part: `77/213`, `77/256 B`, `2722 (2024)`; or
    None."""
    serial = _SERIAL.search(
        plain_text(part.first("{*}coverPage//{*}docTitle[@refersTo='#resolutionNumber']"), part.pack)
    )
    if serial:
        return f"{serial['serial']} ({serial['year']})"
    lines = [plain_text(line, part.pack) for line in part.everywhere("{*}preface//{*}docNumber")]
    number = next((found for line in lines if (found := _NUMBERED.match(line))), None)
    letters = [found[1] for line in lines if (found := _BARE_LETTER.fullmatch(line))]
    if number is None:
        return None
    letter = letters[-1] if letters else number["letter"]
    return f"{number['number']} {letter or ''}".strip()


def _block_number(number: str, organ: Organ) -> str | None:
    found = _IN_URI.fullmatch(number)
    if not found:
        return None
    if organ.numbering == "serial":
        return f"{found['session']} ({found['number']})"
    return f"{found['session']}/{found['number']} {found['letter'] or ''}".strip()


def _made(organ: Organ, number: str | None, kind: DocumentKind) -> Symbol | None:
    try:
        return organ.symbol(number, decision=kind == "decision") if number else None
    except ValueError:
        return None


def _draft_symbol(found: re.Match[str] | None) -> Symbol | None:
    """The symbol of a draft of the Security Council, from the year and number of its document."""
    return Symbol.read(f"S/{found['number'].replace('-', '/')}") if found else None
