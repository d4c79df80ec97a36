"""Writes small AKN4UN texts for tests: made up, but built as the United Nations builds its own."""

NAMESPACES = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:akn4un="http://un.org/akn4un"'


def paragraph(number: str, words: str, style: str = "SingleTxt", eid: str = "para_1") -> str:
    """A numbered paragraph; without a number where that is empty."""
    num = f"<num>{number}</num>" if number else ""
    return (
        f'<paragraph eId="{eid}" class="{style}">{num}<content><p xml:space="preserve">\t{words}</p></content>'
        "</paragraph>"
    )


def container(words: str) -> str:
    """A preambular paragraph."""
    return f'<container name="重申" eId="container_1"><p xml:space="preserve">\t{words}</p></container>'


def note(number: str, words: str) -> str:
    """A footnote in its place."""
    return (
        f'<authorialNote marker="{number}" placement="bottom" eId="authorialNote_{number}">'
        f"<p>\t\t{words}</p></authorialNote>"
    )


def statement(  # noqa: PLR0913  each part of a text can be put in
    body: str,
    *,
    preamble: str = container('<span class="bold">重申</span>人权，'),
    number: str = "77/213",
    cover: str = "A/RES/77/213",
    day: str = "2022-12-15",
    voting: str = '<voting outcome="adoptedWithoutVote"/>',
    meta: str = "",
    attachments: str = "",
    title: str = "增进国际合作",
) -> str:
    """A resolution of the General Assembly around its body."""
    year, month, dated = day.split("-")
    printed = f"{year}年{int(month)}月{int(dated)}日"
    uri = f"/akn/un/statement/deliberation/unga/{day}/{number.replace('/', '-')}/"
    return (
        '<statement name="resolution"><meta><identification source="#DGACM"><FRBRWork>'
        f'<FRBRuri value="{uri}"/><FRBRdate date="{day}" name="adoption"/></FRBRWork></identification>{meta}'
        f'<analysis source="#un"><parliamentary>{voting}</parliamentary></analysis></meta>'
        f'<coverPage><p><docNumber refersTo="#symbol">{cover}</docNumber></p>'
        '<p><session refersTo="#generalAssembly" value="77">第七十七届会议</session></p>'
        '<p><inline title="68(b)" name="agenda item">议程项目68(b)</inline></p>'
        '<p><inline name="agenda item name">促进和 保护人权</inline></p>'
        f"<p><docTitle>{printed}大会决议</docTitle></p>"
        '<p><docProponent refersTo="#thirdCommittee">[根据第三委员会的报告 '
        '(<inline name="originating document">A/77/463，第87段</inline>)]</docProponent></p></coverPage>'
        f'<preface><p><docNumber>{number}.</docNumber><docTitle refersTo="#resolutionTitle">{title}</docTitle></p></preface>'
        '<preamble><formula name="enactingFormula"><p><span class="bold">大会</span>，</p></formula>'
        f"{preamble}</preamble><mainBody>{body}</mainBody>"
        '<conclusions><p><inline name="adoptionMeeting" title="第54次">第54次全体会议</inline><eol/>'
        f'<docDate date="{day}" refersTo="#adoptionDate">{printed}</docDate></p></conclusions>'
        f"{attachments}</statement>"
    )


def document(content: str) -> bytes:
    """A whole file."""
    return f"<akomaNtoso {NAMESPACES}>{content}</akomaNtoso>".encode()


def annex(body: str) -> str:
    """An annex to a statement."""
    return f'<attachments><attachment><doc name="annex"><meta/><mainBody>{body}</mainBody></doc></attachment></attachments>'
