"""The tables of a package: names as in the JSON interface, what they mean in Chinese."""

from app.writers.tables import Field, Table

_DOCUMENT = Field("document", "string", "文件（documents 的 id）", is_required=True)
_OF_DOCUMENT = (("document", "documents"),)

DOCUMENTS = Table(
    "documents",
    "文件",
    (
        Field("id", "string", "网址中的文号，没有文号的是暂用的名称", is_required=True),
        Field("symbol", "string", "文号"),
        Field("url", "string", "网址（不带网站的地址）", is_required=True),
        Field("kind", "string", "resolution 决议、decision 决定、draft 草案", is_required=True),
        Field("outcome", "string", "adopted 通过、not_adopted 未获通过、pending 未定", is_required=True),
        Field("body", "string", "机构的代码，如 GA、SC、HRC", is_required=True),
        Field("number", "string", "编号"),
        Field("title", "string", "标题"),
        Field("title_en", "string", "英文本的标题"),
        Field("session", "string", "届会，按年编号的机构是年份"),
        Field("agenda_item", "string", "议程项目"),
        Field("agenda_item_title", "string", "议程项目的名称"),
        Field("committee", "string", "委员会"),
        Field("adopted_on", "date", "通过日期"),
        Field("adopted_as_printed", "string", "印作的通过日期，若不可能"),
        Field("published_on", "date", "印发日期"),
        Field("year", "integer", "年份"),
        Field("meeting", "string", "会议，照印"),
        Field("method", "string", "怎样通过：recorded_vote、without_vote 等", is_required=True),
        Field("in_favour", "integer", "赞成"),
        Field("against", "integer", "反对"),
        Field("abstaining", "integer", "弃权"),
        Field("added_at", "datetime", "收录时间（协调世界时）"),
        Field("changed_at", "datetime", "文字或文件头上次更新的时间，不论语言"),
        Field("cited_by", "integer", "本库中引用它的其他文件数", is_required=True),
    ),
    key=("id",),
)
PARAGRAPHS = Table(
    "paragraphs",
    "段落、标题、脚注、表格",
    (
        _DOCUMENT,
        Field("language", "string", "zh 或 en", is_required=True),
        Field("anchor", "string", "位置，如 op/5", is_required=True),
        Field("part", "string", "title、pp、op、para、fn、h、table", is_required=True),
        Field("kind", "string", "preambular、operative、paragraph、heading、table；标题和脚注没有"),
        Field("annex", "string", "附件的编号"),
        Field("number", "string", "印出的编号，不带括号"),
        Field("depth", "integer", "分段的层次", is_required=True),
        Field("verb", "string", "开头的动词"),
        Field("text", "string", "文字，照印"),
        Field("rows", "array", "表格各行的各格"),
        Field("eid", "string", "来源的 eId"),
    ),
    key=("document", "language", "anchor"),
    references=_OF_DOCUMENT,
)
CITATIONS = Table(
    "citations",
    "中文本里的引用",
    (
        _DOCUMENT,
        Field("anchor", "string", "在哪一段（paragraphs 的 anchor）", is_required=True),
        Field("text", "string", "引用的文字", is_required=True),
        Field("start", "integer", "从第几个码位起，从 0 数", is_required=True),
        Field("end", "integer", "到第几个码位止", is_required=True),
        Field("target", "string", "引用的文号，或 instrument: 和文书的名称；不能确定时没有"),
        Field("target_document", "string", "引用的文件（documents 的 id），若本库收录"),
        Field("candidates", "array", "不能确定时，可能的文号"),
        Field("pinpoint", "string", "其中哪一部分，照印"),
        Field("places", "array", "其中的位置"),
    ),
    references=(*_OF_DOCUMENT, ("target_document", "documents")),
)
VOTES = Table(
    "votes",
    "逐国表决",
    (
        _DOCUMENT,
        Field("state", "string", "国家的代码（ISO 3166），若认得"),
        Field("name", "string", "国家的名称", is_required=True),
        Field("vote", "string", "in_favour、against、abstaining、not_voting", is_required=True),
    ),
    references=_OF_DOCUMENT,
)
SPONSORS = Table(
    "sponsors",
    "提案国",
    (
        _DOCUMENT,
        Field("state", "string", "国家的代码（ISO 3166），若认得"),
        Field("name", "string", "国家或集团的名称", is_required=True),
        Field("mark", "string", "印出的记号，如 *"),
        Field("is_additional", "boolean", "是否新增提案国", is_required=True),
        Field("on_behalf_of", "string", "代表谁"),
    ),
    references=_OF_DOCUMENT,
)
SERIES = Table(
    "series",
    "历届沿革",
    (
        _DOCUMENT,
        Field("series", "string", "系列：其中最早一份文件的 id"),
        Field("position", "integer", "在系列中的次序，从 0 数"),
        Field("kind", "string", "continues 延续较早的一份；adopts 由草案通过"),
        Field("earlier", "string", "较早的一份，或草案（documents 的 id）"),
        Field("confidence", "string", "把握"),
        Field("same_organ", "boolean", "是否同一机构"),
        Field("same_title", "boolean", "标题是否相同"),
        Field("named", "string", "在哪一处提到较早的一份"),
        Field("kept", "number", "文字来自较早一份的比例，0 到 1"),
    ),
    references=(*_OF_DOCUMENT, ("earlier", "documents")),
)
ALIGNMENTS = Table(
    "alignments",
    "中英对应",
    (
        _DOCUMENT,
        Field("pair", "integer", "第几组，从 0 数；一组里可以有几段", is_required=True),
        Field("anchor", "string", "中文段落的位置；中文本没有这一段时没有"),
        Field("anchor_en", "string", "英文段落的位置；英文本没有这一段时没有"),
        Field("how", "string", "怎样对上：place、aligned、note 等", is_required=True),
        Field("confidence", "number", "把握，0 到 1", is_required=True),
    ),
    references=_OF_DOCUMENT,
)
TABLES = (DOCUMENTS, PARAGRAPHS, CITATIONS, VOTES, SPONSORS, SERIES, ALIGNMENTS)
"""All of them, each after those that it refers to."""
