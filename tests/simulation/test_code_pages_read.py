"""Text of many languages in the code pages of their offices is read as it was written, and said to be so."""

from __future__ import annotations

import codecs

import pytest

from cordiale.simulation.scenario.code_pages import strangeness
from cordiale.simulation.scenario.content import ContentError, decode

RUSSIAN = "имя;отдел\nИванов;продажи\nПетрова;маркетинг\nСидоров;продажи крупным клиентам\n"
CZECH = "jméno;oddělení\nJiří Dvořák;prodej\nŽofie Černá;řízení\nŠárka Třešňová;řeší\n"
GREEK = "όνομα;τμήμα\nΓιώργος;πωλήσεις\nΜαρία;μάρκετινγκ\n"
JAPANESE = "名前;部門\n山田太郎;営業\n佐藤花子;マーケティング\n"
FRENCH = "nom;service\nHélène;vente\nJosé;à côté\n"
WRITTEN = {
    "windows-1251": RUSSIAN, "koi8-r": RUSSIAN, "cp866": RUSSIAN, "cp1250": CZECH, "iso-8859-2": CZECH, "cp1253": GREEK,
    "iso-8859-7": GREEK, "shift_jis": JAPANESE, "euc_jp": JAPANESE, "cp949": "이름;부서\n김철수;영업\n이영희;마케팅\n",
    "gb18030": "姓名;部门\n王伟;销售\n李娜;市场营销\n", "big5": "姓名;部門\n王偉;銷售\n李娜;市場行銷\n",
    "cp1254": "isim;bölüm\nÇağrı Şahin;satış\nİpek Öztürk;pazarlama\n", "mac_roman": FRENCH, "cp850": FRENCH,
    "cp1252": FRENCH, "utf-16": FRENCH, "utf-16-le": FRENCH, "utf-16-be": FRENCH, "utf-8-sig": FRENCH, "utf-8": FRENCH,
}  # fmt: skip


@pytest.mark.parametrize("page", WRITTEN)
def test_a_file_in_the_code_page_of_an_office_is_read_as_it_was_written(page: str) -> None:
    text, said = decode(WRITTEN[page].encode(page))
    assert text == WRITTEN[page]
    assert bool(said) == (page != "utf-8")


@pytest.mark.parametrize("words", ["Jiří Dvořák", "Šárka Třešňová; Žofie Černá"])
def test_what_is_strange_in_a_code_page_is_counted_over_all_words(words: str) -> None:
    data = words.encode("cp1250")
    each = [strangeness(word.encode("cp1250"), "cp1252") for word in words.replace(";", "").split()]
    assert strangeness(data, "cp1252") == sum(each) > max(each)
    assert strangeness(data, "cp1250") == 0


@pytest.mark.parametrize(("stray", "is_text"), [(0, True), (5, True), (6, False), (40, False)])
def test_a_stray_control_character_is_no_binary_and_many_are(stray: int, is_text: bool) -> None:
    data = b"name,note\n" + b"a,b\n" * 247 + b"c,\x0b"[:2]
    data = data[: 1000 - stray] + b"\x0b" * stray
    assert len(data) == 1000
    if is_text:
        assert decode(data)[0] == data.decode()
        return
    with pytest.raises(ContentError, match=f"holds {stray} control characters, so it is not text"):
        decode(data)


@pytest.mark.parametrize("page", ["cp1252", "koi8-r", "utf-8"])
def test_a_code_page_that_is_said_is_taken(page: str) -> None:
    text, said = decode("café;тест".encode(page, errors="ignore"), encoding=page)
    assert text == "café;тест".encode(page, errors="ignore").decode(page)
    assert page in said[0]
    with pytest.raises(ContentError, match="is not ascii, which the mapping says it is"):
        decode(WRITTEN["cp1252"].encode("cp1252"), encoding=codecs.lookup("ascii").name)
