"""What sites set around a text: a page of semantic elements, and one of nested tables."""

from html import escape

from tests.rendering.html.shape import PageShape
from tests.rendering.printed import PrintedText


def modern_frame(text: PrintedText, body: str, shape: PageShape) -> str:
    """A page of today: header, menu, breadcrumb, article, related texts, cookies, footer."""
    title = escape(text.title or text.symbol)
    heading = f"<h1>{title}</h1>" if shape.title != "text" and text.title else ""
    charset = f'<meta charset="{shape.declared}">' if shape.declared else ""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>{charset}<title>{title} - 高山文献网</title>
<script>var menu = ["首页", "文献"]; if (1 < 2) {{ document.write("<p>脚本</p>"); }}</script>
<style>.a > .b {{ content: "样式" }}</style></head>
<body>
<div class="cookie-banner"><p>本站使用 Cookie 改善您的体验。</p><button>接受</button></div>
<header class="site-header"><a href="/" class="logo">高山文献网</a>
<nav><ul><li><a href="/">首页</a></li><li><a href="/docs">文献</a></li><li><a href="/news">新闻</a><ul><li><a href="/news/1">最新</a></li></ul></li></ul></nav>
<form action="/search"><input name="q"><button>检索</button></form></header>
<div class="breadcrumb"><a href="/">首页</a> &gt; <a href="/docs">文献</a> &gt; 决议</div>
<main><article>
<header>{heading}<p class="meta">来源：高山文献网 发布时间：2024-01-02 10:20 浏览次数：123</p></header>
<div class="content">
{body}
</div>
<div class="share"><a href="#">微信</a> <a href="#">微博</a></div>
</article></main>
<aside><h2>相关文献</h2><ul><li><a href="/d/1">关于养护山地牧场的决议</a></li><li><a href="/d/2">关于山地牧民的报告</a></li></ul></aside>
<footer><p>版权所有 © 2024 高山文献网</p><p><a href="/about">关于我们</a> | <a href="/contact">联系我们</a></p><p>某ICP备00000000号</p></footer>
<div style="display:none">隐藏的文字</div>
</body></html>
"""


def old_frame(text: PrintedText, body: str, shape: PageShape) -> str:
    """A page of the 1990s: tables in tables, a column of links, tools, a line of rights."""
    title = escape(text.title or text.symbol)
    charset = (
        f'<META http-equiv="Content-Type" content="text/html; charset={shape.declared}">'
        if shape.declared
        else ""
    )
    links = "".join(f'<TR><TD><A href="p{number}.htm">栏目{number}</A></TD></TR>' for number in range(1, 9))
    heading = (
        f'<TR><TD align="center"><FONT size="5"><B>{title}</B></FONT></TD></TR>'
        if shape.title == "heading" and text.title
        else ""
    )
    return f"""<HTML><HEAD>{charset}<TITLE>{title}</TITLE></HEAD>
<BODY bgcolor="#ffffff">
<TABLE width="760" border="0" cellpadding="0"><TR><TD colspan="2"><IMG src="top.gif" alt="山地网"></TD></TR>
<TR><TD colspan="2" bgcolor="#003366"><A href="/">首页</A> | <A href="/a">机构</A> | <A href="/b">文件</A> | <A href="/c">联系我们</A></TD></TR>
<TR><TD width="150" valign="top"><TABLE border="0">{links}</TABLE></TD>
<TD width="610" valign="top"><TABLE width="100%" border="0">
<TR><TD><FONT size="2">您现在的位置：<A href="/">首页</A> &gt;&gt; <A href="/b">文件</A></FONT></TD></TR>
{heading}
<TR><TD align="center"><FONT size="2">2004-05-06 来源：山地网 【字体：<A href="#">大</A> <A href="#">中</A> <A href="#">小</A>】</FONT></TD></TR>
<TR><TD>
{body}
</TD></TR>
<TR><TD align="right">【<A href="javascript:print()">打印</A>】【<A href="javascript:close()">关闭</A>】</TD></TR>
<TR><TD>相关链接：<BR>·<A href="1.htm">山地牧场新闻</A><BR>·<A href="2.htm">山地论坛</A></TD></TR>
</TABLE></TD></TR>
<TR><TD colspan="2" align="center"><FONT size="2">版权所有 山地网 地址：某市某路1号 邮编：000000</FONT></TD></TR></TABLE>
</BODY></HTML>
"""
