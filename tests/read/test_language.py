import pytest

from contested.read.language import guess_language, language_tag


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The army said that it was not aware of the shelling, but residents had heard it.",
        ),
        (
            "fr",
            "Selon les habitants de la ville, des obus sont tombés sur le moulin et une école.",
        ),
        (
            "es",
            "Según los vecinos del pueblo, el ejército no disparó contra el molino de las afueras.",
        ),
        (
            "de",
            "Die Armee sagte, dass sie nicht auf die Mühle geschossen hat, und auch das Dorf nicht.",
        ),
        (
            "tr",
            "Ordu, değirmene ateş açmadığını ve bu olay için daha çok bilgi gerektiğini dedi.",
        ),
        (
            "ru",
            "Военные заявили, что они не стреляли по мельнице, но это было слышно и из села.",
        ),
        (
            "uk",
            "Військові заявили, що не стріляли по млину, але мешканці чули обстріл і в селі.",
        ),
        (
            "ar",
            "قال سكان من البلدة إن القذائف سقطت على المطحنة بعد منتصف الليل وقد نفى الجيش ذلك",
        ),
        (
            "fa",
            "ساکنان گفتند که این گلوله به آسیاب خورد و ارتش گفت که از تپه شلیک نکرده است",
        ),
        ("he", "הצבא אמר כי הוא לא ירה על הטחנה, אבל תושבים שמעו את הירי גם אחרי חצות של אותו היום"),
    ],
)
def test_ten_languages(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Arnor",
        "12345 67890",
        "O exército disse que não atirou no moinho, mas os moradores da vila ouviram os tiros.",
        "L'esercito ha detto che non è stato colpito il mulino, ma gli abitanti e il sindaco no.",
    ],
)
def test_unsure_is_none(text: str) -> None:
    assert guess_language(text) is None


def test_tags() -> None:
    assert [language_tag(t) for t in ("en-GB", "AR", "zh_Hant_TW", "english please", "", None)] == [
        "en",
        "ar",
        "zh",
        None,
        None,
        None,
    ]
