"""The Chinese labels of values, as used in United Nations texts."""

from app.domain.citation_styles import KIND_NAMES

OUTCOME = {"adopted": "已通过", "not_adopted": "未获通过", "pending": "尚未通过"}
METHOD = {
    "recorded_vote": "记录表决",
    "without_vote": "未经表决获得通过",
    "silence_procedure": "默许程序",
    "written_vote": "书面表决",
    "unknown": "文本未载明",
}
VOTE = {"in_favour": "赞成", "against": "反对", "abstaining": "弃权", "not_voting": "未参加表决"}
STANDING = {
    **VOTE,
    "unlisted": "名单未列",
    "unclear": "名单重复",
    "not_member": "不是成员",
    "members": "成员",
}
SIGN = {
    "in_favour": "赞",
    "against": "反",
    "abstaining": "弃",
    "not_voting": "缺",
    "not_member": "—",
    "unlisted": "？",
    "unclear": "重",
}
"""A standing as a cell of a table shows it."""
MOVE = {
    "changed": "改变投票",
    "joined": "前次未参加，后次参加",
    "left": "前次参加，后次未参加",
    "entered": "新任成员",
    "departed": "不再是成员",
    "unsure": "名单不足以判断",
    "absent": "两次均未参加表决",
    "kept": "投票相同",
}
ALIGNMENT = {"same": "相同", "amended": "修改", "new": "新增", "dropped": "删除", "moved": "移动"}
SURENESS = {"certain": "确定", "likely": "很可能", "by_hand": "人工核定"}
STEP = {
    "draft": "草案",
    "additional_sponsors": "新增提案国",
    "report": "委员会报告",
    "meeting": "会议记录",
    "veto": "否决",
    "composition": "组成",
    "other": "其他",
}
YEAR_STATE = {"whole": "未见缺号", "gaps": "缺号", "partly": "缺届"}
STANCE = {**VOTE, "sponsored": "提案"}
PART = {
    "title": "标题",
    "pp": "序言部分",
    "op": "执行部分",
    "para": "段落",
    "h": "小标题",
    "table": "表格",
    "fn": "脚注",
}
KWIC = {"right": "按后文", "left": "按前文", "newest": "从新到旧", "oldest": "从旧到新"}
SORT = {"relevance": "相关度", "newest": "从新到旧", "oldest": "从旧到新"}
FACET = {
    "body": "机构",
    "session": "届会",
    "organ_session": "届会",
    "year": "年份",
    "kind": "种类",
    "outcome": "结果",
    "committee": "委员会",
    "item": "议程项目",
    "goal": "可持续发展目标",
    "subject": "主题",
    "vote": "表决与提案",
    "voted": "该国投票",
    "part": "部分",
    "verb": "动词",
    "state": "国家和地区",
    "annex": "附件",
    "difference": "种类",
    "printing": "印本",
}
DIFFERENCE = {
    "number": "数字",
    "month": "月份",
    "symbol": "文号",
    "missing": "只见于一种语言",
}
"""What two languages differ in."""
PRINTING = {"none": "没有注明重印", "reissued": "重新印发", "corrected": "更正"}
COUNTED = {"documents": "份文件", "units": "处"}
"""What the counts of a facet are counts of."""
DISTRIBUTION = {"General": "普遍分发", "Limited": "有限分发", "Restricted": "限制分发"}
_LANGUAGES = (
    ("ar", "Arabic", "阿拉伯文"),
    ("zh", "Chinese", "中文"),
    ("en", "English", "英文"),
    ("fr", "French", "法文"),
    ("ru", "Russian", "俄文"),
    ("es", "Spanish", "西班牙文"),
)
LANGUAGE = {key: chinese for code, english, chinese in _LANGUAGES for key in (code, english)}
"""By code, and as covers name them."""
WORDING_STATE = {
    "in_use": "在用",
    "last_seen": "曾用",
    "alike": "只有相似的",
    "not_found": "未找到",
}
CONFIDENCE = {
    "confirmed": "两个来源文字一致",
    "single": "单一来源",
    "doubtful": "存疑",
}

INSTRUMENT = {
    "treaty": "条约与公约",
    "charter": "宪章",
    "declaration": "宣言",
    "programme": "行动纲领与计划",
    "agenda": "议程",
    "framework": "框架",
    "statute": "规约",
    "rules": "规则、原则与准则",
    "agreement": "协议与契约",
    "report": "最后文件与成果文件",
    "other": "其他",
}
SIDE = {"cites": "本文件引用", "self": "本文件", "cited_by": "引用本文件"}
ARROW = {"cites": "→ ", "cited_by": "← "}
DATED_BY = {
    "closing": "文末另一处日期",
    "cover": "封面所印日期",
    "metadata": "来源文件的标识块",
    "sidecar": "旁注文件",
    "neighbours": "编号在前、在后的文件",
    "session": "届会或年份",
}
PROBLEM = {
    "beginning_guessed": "段落起点是推定的",
    "cited_dates_differ": "各文本所称日期不一",
    "cited_titles_differ": "各文本所称标题不一",
    "cites_later": "所引文件晚于本文件",
    "cut_off": "网页可能不完整",
    "date_differs": "两处日期不同",
    "date_doubted": "通过日期不可能",
    "date_guessed": "通过日期有推定",
    "date_missing": "没有通过日期",
    "encoding_differs": "网页的编码与声明不同",
    "formula_without_comma": "开头语（如“大会，”）缺逗号",
    "frame_like_text": "网页上有文字未收入",
    "tally_unread": "票数读不出",
    "heading_alone": "标题之下没有文字",
    "kind_guessed": "文件种类是推定的",
    "link_alone": "来源文件在此加了链接，文字却没有引用",
    "link_differs": "来源文件的链接所指与文字所引不同",
    "listed_twice": "一国列入不止一份名单",
    "mark_without_note": "有注号而没有脚注",
    "more_votes_than_members": "票数多于成员",
    "no_formula": "没有开头语（如“大会，”）",
    "no_such_number": "所引编号不可能存在",
    "note_without_mark": "有脚注而没有注号",
    "notes_start_late": "脚注不从1开始编号",
    "number_gap": "段落编号不连续",
    "number_guessed": "编号有补充",
    "odd_ending": "段末标点不合常例",
    "organ_differs": "两处机构不同",
    "organ_guessed": "机构有推定",
    "published_before_adoption": "印发早于通过",
    "repeated_note": "脚注编号重复",
    "repeated_number": "段落编号重复",
    "second_language": "夹有外文",
    "session_dates_garbled": "封面所印会期写法有误",
    "session_differs": "两处届会不同",
    "sidecar_differs": "旁注文件与文本不同",
    "site_text": "夹有网站的文字",
    "sources_differ": "两个来源文字不同",
    "symbol_differs": "两处所印文号不同",
    "symbol_unknown": "看不出文号",
    "tally_differs": "票数与名单不合",
    "title_guessed": "标题有推定",
    "title_missing": "没有标题",
    "typed_labels": "来源文件没有把段落编号与文字分开",
    "unclaimed": "没有归入任何段落的文字",
    "unclaimed_line": "不知其义的行",
    "unknown_markup": "来源文件里有不认识的标记",
    "unknown_state": "名单里有不认识的国名",
    "unknown_verb": "不认识的起首动词",
    "unnumbered_paragraph": "执行部分有段落没有编号",
    "unreadable_characters": "无法辨认的字符",
    "votes_differ": "两份表决名单不同",
    "annex_guessed": "附件是推定的",
    "another_text": "可能另有一份文件",
    "closing_inside": "段内可能有文末的话",
    "division_doubtful": "序言与执行部分的划分存疑",
    "furniture_doubtful": "略去的行可能是正文",
    "furniture_inside": "段内可能有版面的文字",
    "heading_doubtful": "标题存疑",
    "mark_left": "可能有没有读出的注号",
    "note_doubtful": "脚注存疑",
    "odd_beginning": "段首不合常例",
    "paragraph_doubtful": "分段存疑",
    "point_gap": "分段编号不连续",
    "repeated_text": "文字重复",
    "text_cut_off": "文本可能不完整",
    "title_doubtful": "标题存疑",
    "wiki_markup": "夹有标记符号",
}

LABELS = {
    "kind": KIND_NAMES,
    "outcome": OUTCOME,
    "method": METHOD,
    "vote": VOTE,
    "standing": STANDING,
    "sign": SIGN,
    "move": MOVE,
    "step": STEP,
    "stance": STANCE,
    "language": LANGUAGE,
    "year_state": YEAR_STATE,
    "part": PART,
    "sort": SORT,
    "kwic": KWIC,
    "facet": FACET,
    "difference": DIFFERENCE,
    "printing": PRINTING,
    "counted": COUNTED,
    "confidence": CONFIDENCE,
    "distribution": DISTRIBUTION,
    "instrument": INSTRUMENT,
    "side": SIDE,
    "alignment": ALIGNMENT,
    "sureness": SURENESS,
    "arrow": ARROW,
    "dated_by": DATED_BY,
    "problem": PROBLEM,
}
