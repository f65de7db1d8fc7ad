"""English or not, without surprises."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from scorer.text import read_text
from scorer.text.language import Language, detect

ENGLISH = (
    "The council voted on Tuesday to close the old bridge for repairs that will last until spring. Engineers had found "
    "cracks in two of its four pillars last month, and buses will run over the northern crossing."
)
OTHERS = {
    "nl": "De gemeenteraad besloot dinsdag om de oude brug te sluiten voor herstel dat tot het voorjaar zal duren. "
    "Ingenieurs vonden vorige maand scheuren in twee van de vier pijlers, en de bussen rijden over de noordbrug.",
    "af": "Die stadsraad het Dinsdag besluit om die ou brug te sluit vir herstelwerk wat tot die lente sal duur. "
    "Ingenieurs het verlede maand krake in twee van die vier pilare gevind, en busse ry oor die noordelike brug.",
    "de": "Der Stadtrat beschloss am Dienstag, die alte Brücke für Reparaturen zu schließen, die bis zum Frühling "
    "dauern sollen. Ingenieure hatten im vergangenen Monat Risse in zwei der vier Pfeiler gefunden.",
    "fr": "Le conseil a voté mardi la fermeture du vieux pont pour des travaux qui dureront jusqu'au printemps. Des "
    "ingénieurs avaient trouvé des fissures dans deux des quatre piliers le mois dernier.",
    "es": "El concejo votó el martes cerrar el viejo puente para unas obras que durarán hasta la primavera. Los "
    "ingenieros habían encontrado grietas en dos de los cuatro pilares el mes pasado.",
    "ru": "Городской совет решил во вторник закрыть старый мост на ремонт, который продлится до весны. Инженеры нашли "
    "трещины в двух из четырёх опор в прошлом месяце.",
    "zh": "市议会周二投票决定关闭旧桥进行维修，维修工作将持续到春天。工程师上个月发现四根桥墩中有两根出现裂缝。",
}


def language(text: str) -> Language:
    return detect(read_text(text))


def test_english_is_settled_by_its_function_words_alone() -> None:
    code = (
        "import sys; from scorer.text.language import detect; from scorer.text import read_text\n"
        f"assert detect(read_text({ENGLISH!r})).code == 'en'\n"
        "sys.exit('langdetect' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        ENGLISH.replace("'", "’") + " Renée Zoë Núñez won't go to Kraków or São Paulo, she said, and that was it.",
        "just saw the new bridge and it's SO much longer than i thought 😂 can't wait for it to open @river #bridge",
        "Whit wey dae we no caw the brig doun, said the auld man, and the wean wi him said that it was the best idea.",
        ENGLISH + " 市议会" + ENGLISH,
        "Kovač beat Nguyễn 6-4, 6-3 in Brno and Horáková lost to Šafářová in the final. Krejčíková and Łukasz Żmuda of "
        "Świnoujście were in the other half. Đặng Thị Ngọc from Đà Nẵng will meet Václav Dvořáček in Ústí nad Labem.",
        "The walk from Llanfaethlu to Rhosneigr was finished by Caoimhe Ní Bhriain of Béal an Mhuirthead on Sunday.",
    ],
)
def test_english(text: str) -> None:
    found = language(text)
    assert found.code == "en" and found.confidence is not None and found.confidence >= 0.9


@pytest.mark.parametrize("code", sorted(OTHERS))
def test_other_languages(code: str) -> None:
    found = language(OTHERS[code] * 2)
    assert found.code == code and found.confidence is not None and found.confidence > 0.7


def test_a_page_mostly_in_another_language_is_not_english() -> None:
    assert language(f"{OTHERS['de'] * 4} The council voted on Tuesday.").code == "de"
    assert language(f"Share this page with your friends\n{OTHERS['es'] * 4}").code == "es"


def test_quoting_english_makes_no_english_page() -> None:
    quoted = "“We do not have the money for it, and that is the end of this”"
    assert language(f"{OTHERS['nl']} {quoted}, zei de wethouder. {OTHERS['nl']}").code == "nl"
    assert language(f"{OTHERS['fr']} {quoted}, a déclaré le maire. {OTHERS['fr']}").code == "fr"
    assert language(f"{OTHERS['de']} {quoted}, sagte der Bürgermeister. {OTHERS['de']}").code == "de"


def test_shouting_in_another_language_is_heard() -> None:
    assert language(OTHERS["fr"].upper() * 2).code == "fr"


@pytest.mark.parametrize("text", ["", "   \n", "12 345 67.8 %", "!!! ??? …", "🙂🙂🙂", "https://", "\x00\x01", "____"])
def test_nothing_to_judge(text: str) -> None:
    found = language(text)
    assert found == Language(None, None) or found.code is not None  # never raises
    if not any(map(str.isalpha, text)):
        assert found == Language(None, None)


def test_code_is_not_taken_for_sure_english() -> None:
    code = "def read(self, n=10):\n    return [self.buf[i] ** 2 for i in range(n) if self.buf[i] is not None]\n" * 12
    found = language(code)
    assert found.code != "en" or (found.confidence or 0) <= 0.99


def test_the_same_answer_every_time_and_in_every_thread() -> None:
    texts = [text * 2 for text in OTHERS.values()] * 4
    alone = [language(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(language, texts)) == alone


def test_same_answer_in_another_process() -> None:
    short = "Ja, det er en god plan for broen"
    code = "from scorer.text.language import detect; from scorer.text import read_text; "
    code += f"print(detect(read_text({short!r})))"
    answers = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(2)}
    assert answers == {f"{language(short)}\n".encode()}
