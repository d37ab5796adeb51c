"""The bundled faces hold what clerks write, and are read right."""

import json
from pathlib import Path

import pytest

from budgetdesk.assets import resource
from budgetdesk.domain.printable import is_invisible, printable_characters, spans_of, unprintable
from budgetdesk.output.typesetting.fonts import bold_face, text_face


def gbk() -> list[str]:
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    return [text for pair in pairs if len(text := pair.decode("gbk", "ignore")) == 1]


def test_text_face_covers_gbk_and_the_signs_of_the_trade() -> None:
    face = text_face()
    missing = [char for char in gbk() if not face.covers(char)]
    assert missing == ["≒"]  # nor does the face it was made from have it
    assert all(
        map(face.covers, "≥≤＞＜±×÷‰℃㎡㎥№①⑳㈠ⅠⅫ§￥¥€﹝﹞〔〕【】《》“”‘’—…·•–■□▲△★☆√→⼯⼈⽬ﬁﬂ")
    )


def test_text_face_covers_the_standard_characters_outside_gbk() -> None:
    assert all(map(text_face().covers, "䶮𬱖㙦𬬻"))


def test_the_list_of_characters_is_that_of_the_face() -> None:
    """`packaging/fonts/convert.py` writes it with the faces."""
    glyphs = text_face().file.glyphs
    assert resource("fonts", "characters.txt").read_text("ascii") == spans_of(set(glyphs))
    assert {ord(char) for char in printable_characters()} == set(glyphs)
    assert unprintable("𠮷乡村😀，😀\ufe0f\n\u200b卫生院") == ("𠮷", "😀")


def test_bold_face_borrows_what_it_lacks() -> None:
    face = bold_face()
    assert face.face_of("项") is face
    assert face.face_of("冇") is text_face()
    assert face.advance("冇") == text_face().advance("冇")
    assert not face.covers("😀")


def test_digits_are_equally_wide_and_dashes_join() -> None:
    for face in (text_face(), bold_face()):
        assert len({face.advance(digit) for digit in "0123456789"}) == 1
        assert face.advance("—") == face.advance("中") == 1.0
        assert face.advance("，") == 1.0
        assert 0.2 < face.advance(".") < 0.5


@pytest.mark.parametrize("char", ["\n", "\u200b", "\ufeff", "\u00ad", "\ufe0f", "\x00", "\u2028"])
def test_steering_characters_need_no_glyph(char: str) -> None:
    assert is_invisible(char)
    assert text_face().covers(char)
    assert text_face().advance(char) == 0.0


def test_a_tab_is_two_blanks_wide() -> None:
    assert text_face().advance("\t") == 2 * text_face().advance("　")


def test_metrics_are_those_of_the_file() -> None:
    fonttools = pytest.importorskip("fontTools.ttLib")
    for face in (text_face(), bold_face()):
        with fonttools.TTFont(face.path, lazy=True) as font:
            cmap, metrics = font.getBestCmap(), font["hmtx"].metrics
            assert face.file.glyphs == {code: font.getGlyphID(name) for code, name in cmap.items()}
            widths = {code: metrics[name][0] / 1000 for code, name in cmap.items()}
            assert {code: face.file.advance_of(code) for code in cmap} == widths
            assert (face.ascent, face.descent) == (
                font["hhea"].ascent / 1000,
                font["hhea"].descent / 1000,
            )


def test_the_faces_keep_licence_and_name_of_their_own() -> None:
    fonttools = pytest.importorskip("fontTools.ttLib")
    for face in (text_face(), bold_face()):
        with fonttools.TTFont(face.path, lazy=True) as font:
            names = {record.nameID: str(record) for record in font["name"].names}
        assert "Noto" not in names[1] + names[4] + names[6]
        assert names[6] == face.name
        assert "SIL Open Font License" in names[13]
    assert "SIL OPEN FONT LICENSE" in (text_face().path.parent / "OFL.txt").read_text("utf-8")


def test_every_published_character_has_a_glyph(shared: Path) -> None:
    for path in sorted((shared / "samples").glob("*/projects.json")):
        text = json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)
        assert [char for char in set(text) if not text_face().covers(char)] == []
