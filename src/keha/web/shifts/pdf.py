"""Tables on A4 pages as a PDF, with the fonts that every reader has."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

MARGIN, FIRST = 36, 128  # points; the first column is the widest
LINE = Color(0.6, 0.6, 0.6)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=14, leading=18, spaceAfter=10)
BOLD = ParagraphStyle("bold", fontName="Helvetica-Bold", fontSize=8, leading=10)
PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=8, leading=10)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title. rows: as many cells each as there are columns. foot: one line at the bottom of its pages."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    foot: str


def document(sheets: Iterable[Sheet]) -> bytes:
    """The file, the same for the same sheets (one at least); a sheet with many rows takes several pages, each with the columns' names."""
    given, file = list(sheets), BytesIO()
    width, height = landscape(A4)
    frame = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, 0, 0, 0, 0)
    paper = BaseDocTemplate(file, pagesize=(width, height), title=given[0].title, invariant=1)
    paper.addPageTemplates([PageTemplate(str(n), [frame], onPage=_foot(one.foot)) for n, one in enumerate(given)])
    story: list[Flowable] = []
    for number, sheet in enumerate(given):
        story += [NextPageTemplate(str(number)), PageBreak()] if number else []
        story += [Paragraph(_plain(sheet.title), TITLE), _table(sheet, width - 2 * MARGIN)]
    paper.build(story)
    return file.getvalue()


def _foot(words: str) -> Callable[[Canvas, BaseDocTemplate], None]:
    def draw(canvas: Canvas, _paper: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(MARGIN, MARGIN - 14, words.encode("cp1252", "replace").decode("cp1252"))

    return draw


def _table(sheet: Sheet, width: float) -> Table:
    step = (width - FIRST) / max(1, len(sheet.columns) - 1)
    cells = [[Paragraph(_plain(text), BOLD) for text in sheet.columns]]
    cells += [[Paragraph(_plain(text), PLAIN if n else BOLD) for n, text in enumerate(row)] for row in sheet.rows]
    look: Any = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
    ]
    return Table(cells, [FIRST, *[step] * (len(sheet.columns) - 1)], repeatRows=1, style=look)


def _plain(text: str) -> str:
    """The fonts hold the letters of western Europe; another letter is a question mark rather than a broken file."""
    return escape(text.encode("cp1252", "replace").decode("cp1252"))
