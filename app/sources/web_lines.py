"""Lines that web sites print around a text: who put it there and when, tools, links, rights."""

import re

from app.domain.characters import simplified

_LONGEST = 120
"""In characters."""
_GOES_ON = ("；", "，")
"""What paragraphs of a resolution end with, lines of sites do not: `来自不同区域的会员国介绍经验；`."""

_NAMED = (
    "来源|稿源|文件编号|文章来源|稿件来源|信息来源|消息来源|资料来源|转载自|本文转自|转自|摘自|作者|译者|记者|编辑|责编|责任编辑|审核|校对|录入|供稿|"
    "发布|查看|TAG|Tags?|发布时间|发布日期|发布者|发布单位|发布机构|发布人|发表时间|发表于|更新时间|更新日期|最后更新|索引号|信息分类|"
    "浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|点击数|点击率|点击次数|点击|访问次数|访问量|字体|字号|字体大小|选择字号|"
    "分享到|分享|扫一扫|关键词|关键字|标签|分类|所属分类|当前位置|您的位置|您当前的位置|你的位置|您现在的位置|所在位置|位置|"
    "上一篇|下一篇|上一页|下一页|上一条|下一条|相关链接|相关新闻|相关文章|相关内容|相关阅读|相关信息|推荐阅读|延伸阅读|友情链接|"
    "地址|电话|邮编|邮箱|联系电话|联系我们|传真|主办|承办|主办单位|承办单位|技术支持|网站标识码|备案号|免责声明|声明|版权声明|"
    "编者注|编者按|译者注|译注|取自|检索自|本页面最后|此页面最后"
)
_SHAPES = (
    r"(?:取自|检索自|摘自|链接|网址|原文)\s*[:：]?\s*[“\"「]?\s*(?:https?://|www\.)\S+[”\"」]?",
    r".{0,12}(?:首页|主页)\s*(?:[>＞›»/]|[-–—]\s).{1,80}",
    rf"[【\[(（「]?\s*(?:{_NAMED})\s*[:：].*",
    r"(?:本文|文章|以上内容|本页内容|图文)?(?:转载自|转自|摘自|来自|选自|来源于|整理自).{2,60}",
    r"(?:本文|本页|本站|网站|此页面|本页面|本网站|本网).{0,60}(?:仅供.{1,12}|转载|版权|编辑|采用|授权|声明|整理|提供|收集|修订|更新)[^，；：]{0,60}[。.]?",
    r".{0,30}(?:版权所有|版權所有|著作权所有|All Rights Reserved|Copyright|©|&copy;|\(c\) ?\d{4}(?!\d)|ICP备|ICP证|公网安备|违者必究|不得转载|未经许可|禁止转载).{0,80}",
    r"(?:全文|本文)?分享(?:到|至|给)?\s*[:：].{0,60}|(?:(?:跳转到|跳至|跳到|移至)(?:导航|搜索|搜尋|内容|正文|主要内容|侧边栏|主内容)[,，、\s]*){1,4}(?:搜索)?",
    r"[←→<>«»‹›].{1,80}|.{1,80}[→»›]",
    r"本?(?:作品|文件|条目|文本|页)(?:收录于|收录在|取自|选自|属于).{1,60}|(?:姊妹计划|姊妹项目|数据项|维基数据|维基共享)\s*[:：]?.{0,60}",
    r".{2,24}?(?:图书馆|资料库|数据库|网|文库)(?:主页|首页|\s+\S{2,20})|欢迎(?:来到|访问|光临).{0,30}|联合国\s*[|｜].{0,40}",
    r"Public domain.{0,60}|(?:本|此)(?:作品|文件)(?:来自|是|为)联合国.{0,20}(?:官方|正式)文件.{0,90}",
    r"(?:#[\u3400-\u9fffA-Za-z0-9]{1,20}#?\s*){1,8}",
    r"[A-Z]+/\S+ - [A-Z] - \S+ ?-\s?Desktop",
    r"公有领域.{0,100}|(?:本作品|此作品|本文)[^，；：]{0,20}(?:公有领域|版权|联合国正式文件).{0,60}",
    r"(?:维基文库|维基百科|百度百科|互动百科|知网|豆丁网|道客巴巴|新浪|搜狐|网易).{0,40}",
    r"(?:您|你)?(?:现在的|当前的?|所在的?)?位置\s*[:：]?.{0,80}",
    r"(?:共\s*\d+\s*页|第\s*\d+\s*页\s*共\s*\d+\s*页|\d+\s*条评论|评论\s*[(（]\d+[)）]|阅读\s*\d+|浏览\s*\d+次?)",
    r"(?:隐私(?:政策|声明)|使用条款|服务条款|关于我们|联系我们|网站声明|法律声明|无障碍(?:浏览)?|站点地图)(?:[\s|｜·•]+.{0,60})?",
    r".{0,40}(?:Cookie|cookie|cookies|Cookies)s?.{0,80}",
)
_WEB = re.compile("|".join(f"(?:{shape})" for shape in _SHAPES))
_TOOL = re.compile(
    r"(?:全文)?完|此致|敬礼|打印(?:本页|此页|文章)?|关闭(?:本页|窗口|此页)?|返回(?:首页|顶部|列表|上一页|上页|目录)?|收藏(?:本页|本站)?|下载(?:全文|附件|PDF|Word)?|"
    r"大|中|小|首页|主页|网站首页|网站地图|设为首页|加入收藏|编辑|编辑源代码|编辑本段|查看历史|回到顶部|到顶部|TOP|Top|打印机版|分享|转发|点赞|评论|登录|注册|搜索|"
    r"上一篇|下一篇|上一页|下一页|纠错|我要纠错|举报|推荐给(?:好友|朋友)|谢谢[！!。]?|多谢[！!。]?|祝好[！!。]?|顺颂.{2,4}|English|中文|繁體|繁体|简体|微信|微博|QQ空间|更多|展开|收起|目录|参考资料|参考文献|参见|参阅|相关条目|参考来源|外部链接|外部连结|扩展阅读|导航菜单|繁體中文|简体中文"
)
_TOOL_BESIDE_OTHERS = re.compile(
    "阅读|讨论|条目|工具|工具箱|页面|导航|帮助|最近更改|随机页面|公约|文件|链接|来源|关于|新闻|资料"
)
_BETWEEN_TOOLS = re.compile(r"[\s|｜·•/>»›、【】\[\]()（）：:]+")
_BYLINE = re.compile(
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:来源|來源|作者|浏览|字体|字号|编辑|发布).*"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?.{0,40}"
    r"|\d{4}-\d{1,2}-\d{1,2}"
)


def web_line(text: str) -> bool:
    """Whether a line is one that web sites print around a text; a line of any resolution is none."""
    if not text or len(text) > _LONGEST:
        return False
    plain = simplified(text.strip())
    if plain.endswith(_GOES_ON):
        return False
    return bool(_WEB.fullmatch(plain) or _BYLINE.fullmatch(plain)) or _has_tools_only(plain)


def _has_tools_only(plain: str) -> bool:
    """Whether a line is a row of a site's tools; a word that could be a heading is one only beside a tool."""
    words = [word for word in _BETWEEN_TOOLS.split(plain) if word]
    sure = [bool(_TOOL.fullmatch(word)) for word in words]
    return any(sure) and all(
        is_sure or _TOOL_BESIDE_OTHERS.fullmatch(word) for word, is_sure in zip(words, sure, strict=True)
    )
