"""A short resolution in both languages."""

from app.domain.resolution import Paragraph, UnitKind

PARAGRAPHS: tuple[tuple[UnitKind, str, str], ...] = (
    (
        "preambular",
        "回顾其2015年9月25日题为“变革我们的世界”的第70/1号决议，",
        "Recalling its resolution 70/1 of 25 September 2015, entitled “Transforming our world”,",
    ),
    (
        "preambular",
        "认识到青年和妇女充分参与决策对和平与安全至关重要，",
        "Recognizing that the full participation of young people and women in decision-making is essential to peace "
        "and security,",
    ),
    (
        "preambular",
        "深为关切干旱和荒漠化影响非洲三分之一的农村人口，",
        "Deeply concerned that drought and desertification affect one third of the rural population of Africa,",
    ),
    (
        "preambular",
        "欢迎各国为打击非法贩运野生动植物加强合作，",
        "Welcoming the efforts of States to strengthen their cooperation to combat illicit trafficking in wildlife,",
    ),
    (
        "operative",
        "促请会员国确保所有儿童，特别是女童，享有优质教育，并提供必要的资源；",
        "Calls upon Member States to ensure that all children, in particular girls, enjoy quality education, and to "
        "provide the necessary resources;",
    ),
    (
        "operative",
        "鼓励捐助方向信托基金自愿捐款150万美元；",
        "Encourages donors to make voluntary contributions of 1.5 million dollars to the trust fund;",
    ),
    (
        "operative",
        "谴责一切恐怖主义行为，不论其动机为何，并敦促各国将责任人绳之以法；",
        "Condemns all acts of terrorism, regardless of their motivation, and urges States to bring those responsible "
        "to justice;",
    ),
    (
        "operative",
        "请秘书长就本决议的执行情况向大会第七十九届会议提交报告。",
        "Requests the Secretary-General to report to the General Assembly at its seventy-ninth session on the "
        "implementation of the present resolution.",
    ),
)


def chinese() -> list[Paragraph]:
    """The Chinese text."""
    return placed([(kind, text) for kind, text, _ in PARAGRAPHS])


def english() -> list[Paragraph]:
    """The English text."""
    return placed([(kind, text) for kind, _, text in PARAGRAPHS])


def placed(texts: list[tuple[UnitKind, str]]) -> list[Paragraph]:
    """Paragraphs with the places that their order gives them."""
    counts: dict[str, int] = {}
    units = []
    for kind, text in texts:
        name = "pp" if kind == "preambular" else "op"
        counts[name] = counts.get(name, 0) + 1
        units.append(Paragraph(anchor=f"{name}/{counts[name]}", kind=kind, text=text))
    return units
