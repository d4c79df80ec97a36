"""The file that explains a package of files to whoever unpacks it."""

from collections.abc import Sequence

from app.writers.data_package import TERMS_PATH, PackedFile
from app.writers.tables import Table

_HEAD = """# 决议 Juéyì：全部数据

归档 {release}，生成于 {created}。每份文件的网址是网站的地址加上 `url`，中文一段的网址再加上 `/` 和 `anchor`，英文一段的再加上 `/en#` 和 `anchor`（其中 `/` 写作 `-`）。

## 条款

文本是联合国的文件，这里是非正式文本，不作任何保证，以联合国正式文件为准；使用者须注明来源是联合国。联合国的条款：<{terms}>。

## 文件

- `*.csv.gz`：表格，UTF-8，RFC 4180，gzip 压缩。没有值的格是空的，列表写成 JSON。以 `'`、`=`、`+`、`-`、`@`（或其全角）、制表符、回车开头的格前面加了一个 `'`，以免表格软件当作公式；读入后去掉这一个 `'` 就是原文。
- `*.jsonl.gz`：同样的行，一行一个 JSON 对象，文字未加任何东西。
- `jueyi.sqlite`：同样的表，另有 `texts`（段落连同文件的标题和日期）、`both_languages`（中英对照）、`documents_cited`、`votes_by_state` 几个视图，可以直接用 Datasette 打开。
- `datapackage.json`：各表各列的说明（Frictionless Data Package）。`SHA256SUMS`：校验和，`sha256sum -c SHA256SUMS` 核对。

## 表
"""
_ENGLISH = """
## In English

Everything that this archive of United Nations resolutions in Chinese holds in release {release}: tables as CSV and as JSON Lines (gzip), and as one SQLite file that opens in Datasette. `datapackage.json` describes the columns, whose names are those of the JSON interface. A cell of the CSV that begins with one of `' = + - @` (or their full-width forms, a tab, a carriage return) has one more `'` before it, so that no spreadsheet takes it for a formula; take it away and you have the text. The texts are unofficial copies of documents of the United Nations, without warranty; name the United Nations as the source. Terms: <{terms}>.
"""


def readme(release: str, created: str, tables: Sequence[Table], csv_files: Sequence[PackedFile]) -> str:
    """The explanation, in Chinese and, in short, in English."""
    rows = {file.name.partition(".")[0]: file.rows for file in csv_files}
    parts = [_HEAD.format(release=release, created=created, terms=TERMS_PATH)]
    for table in tables:
        columns = "\n".join(f"| `{field.name}` | {field.description} |" for field in table.fields)
        parts.append(
            f"\n### {table.name}：{table.title}（{rows[table.name]} 行）\n\n| 列 | 意义 |\n|---|---|\n{columns}\n"
        )
    return "".join([*parts, _ENGLISH.format(release=release, terms=TERMS_PATH)])
