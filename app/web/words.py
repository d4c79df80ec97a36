"""The Chinese words for values, as the United Nations' own texts use them."""

from app.domain.citing import KINDS

OUTCOME = {"adopted": "已通过", "not_adopted": "未获通过", "pending": "尚未通过"}
METHOD = {
    "recorded_vote": "记录表决",
    "without_vote": "未经表决获得通过",
    "silence_procedure": "默许程序",
    "written_vote": "书面表决",
    "unknown": "文本未载明",
}
VOTE = {"in_favour": "赞成", "against": "反对", "abstaining": "弃权", "not_voting": "未参加表决"}
STEP = {
    "draft": "草案",
    "additional_sponsors": "新增提案国",
    "report": "委员会报告",
    "meeting": "会议记录",
    "veto": "否决",
    "composition": "组成",
    "other": "其他",
}
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
SORT = {"relevance": "相关度", "newest": "从新到旧", "oldest": "从旧到新"}
FACET = {
    "body": "机构",
    "session": "届会",
    "year": "年份",
    "kind": "种类",
    "outcome": "结果",
    "committee": "委员会",
    "item": "议程项目",
    "goal": "可持续发展目标",
    "subject": "主题",
    "vote": "表决与提案",
}
CONFIDENCE = {
    "confirmed": "两个来源文字一致",
    "single": "单一来源",
    "doubtful": "存疑",
}

CHINESE = {
    "kind": KINDS,
    "outcome": OUTCOME,
    "method": METHOD,
    "vote": VOTE,
    "step": STEP,
    "stance": STANCE,
    "part": PART,
    "sort": SORT,
    "facet": FACET,
    "confidence": CONFIDENCE,
}
