"""`contested annotate`: files to correct, their check, and what may be kept without the text."""

from __future__ import annotations

import json
from pathlib import Path

from test_cli_commands import READER, call


def annotated(news: Path, out: Path) -> Path:
    call("annotate", news, "--out", out, "--reader", READER)
    return out


def test_a_file_per_report_prefilled(news: Path, tmp_path: Path) -> None:
    out = annotated(news, tmp_path / "new" / "folder")
    assert sorted(p.name for p in out.iterdir()) == ["n0.json", "n1.json", "n2.json"]
    raw = json.loads((out / "n0.json").read_text("utf-8"))
    assert raw["article"]["text"] == "Northern jets bombed Homs on Tuesday, a medic said."
    (claim,) = raw["annotation"]["claims"]
    assert (claim["type"], claim["trigger"], claim["event"]) == ("air_strike", "bombed", "E1")
    assert claim["perpetrator"] == {"mode": "all", "names": ["Northern jets"]}
    assert claim["when"] == {"text": "Tuesday", "start": "2019-08-27", "end": "2019-08-27"}
    assert claim["where"]["country"] == "Syria"


def test_work_is_never_overwritten_unasked(news: Path, tmp_path: Path) -> None:
    out = annotated(news, tmp_path / "a")
    (out / "n1.json").write_text("my work", "utf-8")
    result = call("annotate", news, "--out", out, "--reader", READER, code=3)
    assert "left alone" in result.stderr
    assert (out / "n1.json").read_text("utf-8") == "my work"
    call("annotate", news, "--out", out, "--reader", READER, "--force")
    assert json.loads((out / "n1.json").read_text("utf-8"))["article"]["id"] == "n1"


def test_two_reports_of_one_name_are_two_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.txt").write_text(f"Northern jets bombed Homs, {name} said.", "utf-8")
    call("annotate", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "o", "--reader", READER)
    first, second = sorted(p.name for p in (tmp_path / "o").iterdir())
    assert first.startswith("report-d_")
    assert second == "report.json"


def test_what_cannot_be_read_is_told(news: Path, tmp_path: Path) -> None:
    result = call(
        "annotate", tmp_path / "none.txt", news, "--out", tmp_path / "o", "--reader", READER, code=3
    )
    assert "none.txt" in result.stderr
    assert len(list((tmp_path / "o").iterdir())) == 3


def test_check_tells_file_claim_and_reason(news: Path, tmp_path: Path) -> None:
    out = annotated(news, tmp_path / "a")
    good = call("annotate", "--check", out).stdout
    assert "3 files, 0 with problems" in good
    raw = json.loads((out / "n1.json").read_text("utf-8"))
    raw["annotation"]["claims"][0]["status"] = "perhaps"
    (out / "n1.json").write_text(json.dumps(raw), "utf-8")
    (out / "copy.json").write_bytes((out / "n0.json").read_bytes())
    bad = call("annotate", "--check", out, code=1).stdout
    assert "n1.json: claim 1 ('shelled'): status 'perhaps' is none of asserted, alleged" in bad
    assert "n0.json: the article is annotated in copy.json already" in bad
    assert "4 files, 2 with problems" in bad


def test_offsets_are_written_of_checked_files_only(news: Path, tmp_path: Path) -> None:
    out = annotated(news, tmp_path / "a")
    call("annotate", "--offsets", out, "--out", tmp_path / "kept")
    kept = (tmp_path / "kept" / "n0.json").read_text("utf-8")
    assert "bombed" not in kept
    assert json.loads(kept)["annotation"]["claims"][0]["trigger"] == [14, 20]
    (out / "n0.json").write_text("{}", "utf-8")
    result = call("annotate", "--offsets", out, "--out", tmp_path / "again", code=1)
    assert "n0.json" in str(result.exception)
    assert not (tmp_path / "again").exists()


def test_one_thing_at_a_time(news: Path, tmp_path: Path) -> None:
    for arguments in ((news,), (news, "--check", tmp_path), ("--offsets", tmp_path, "--out", tmp_path)):
        assert call("annotate", *arguments, code=1).exception
    assert "no .json files" in str(call("annotate", "--check", tmp_path, code=1).exception)
