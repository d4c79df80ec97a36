"""Writes small English AKN4UN texts for tests: made up, but built as the United Nations builds its own."""


def paragraph(number: str, verb: str, words: str) -> str:
    """A numbered paragraph with its verb in italics."""
    return (
        f'<paragraph eId="para_{number}" class="SingleTxt"><num>{number}.</num><content>'
        f'<p xml:space="preserve">\t<span class="italic">{verb}</span> {words}</p></content></paragraph>'
    )


def container(verb: str, words: str) -> str:
    """A preambular paragraph."""
    return (
        f'<container name="{verb}"><p xml:space="preserve">\n  <span class="italic">\t\t{verb}</span> {words}</p>'
        "</container>"
    )


PREAMBLE = container("Recalling also", "the Universal Declaration of Human Rights,")
BODY = (
    paragraph("1", "Welcomes", "the report of the Secretary-General;")
    + paragraph("2", "Also notes with appreciation", "the work of the “Group of Friends” “for all”:")
    + paragraph("3", "Calls upon", "all States to continue their cooperation.")
)


def statement(
    body: str = BODY,
    *,
    preamble: str = PREAMBLE,
    number: str = "77/213",
    voting: str = '<voting outcome="adoptedWithoutVote"/>',
    vote: str = "",
    attachments: str = "",
    title: str = "Enhancement of international cooperation",
) -> str:
    """A resolution of the General Assembly of 15 December 2022."""
    uri = f"/akn/un/statement/deliberation/unga/2022-12-15/{number.replace('/', '-')}/"
    return (
        '<statement name="resolution"><meta><identification source="#DGACM"><FRBRWork>'
        f'<FRBRuri value="{uri}"/><FRBRdate date="2022-12-15" name="adoption"/></FRBRWork>'
        '<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>'
        f'<analysis source="#un"><parliamentary>{voting}</parliamentary></analysis></meta>'
        f'<coverPage><p><docNumber refersTo="#symbol">A/RES/{number}</docNumber></p>'
        '<p><session refersTo="#generalAssembly" value="77">Seventy-seventh session</session></p>'
        '<p><inline name="agenda item">Agenda items 68 (b) and 70</inline></p>'
        "<p><docTitle>Resolution adopted by the General Assembly on 15 December 2022</docTitle></p></coverPage>"
        f'<preface><p><docNumber>{number}.</docNumber><docTitle refersTo="#resolutionTitle">{title}</docTitle></p></preface>'
        '<preamble><formula name="enactingFormula"><p><span class="italic">The General Assembly</span>,</p></formula>'
        f"{preamble}</preamble><mainBody>{body}</mainBody>"
        '<conclusions><p><inline name="adoptionMeeting">54th (resumed) plenary meeting</inline><eol/>'
        f'<docDate refersTo="#adoptionDate">15 December 2022</docDate></p>{vote}</conclusions>'
        f"{attachments}</statement>"
    )
