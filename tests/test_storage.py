"""Shared storage: what workers leave there comes back as it was, or not at all."""

from __future__ import annotations

import pickle
from pathlib import Path

import fsspec
import pytest

from pipeline.build.storage import Storage, Stored
from pipeline.errors import UsageError


def below(url: str) -> list[str]:
    """The files of a storage."""
    files, path = fsspec.core.url_to_fs(url)
    return sorted(files.find(path))


@pytest.fixture(params=["folder with spaces", "file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address of each kind; a plain name is that of a folder."""
    monkeypatch.chdir(tmp_path)
    plain = str(request.param)
    return {"file": f"file://{tmp_path}/x/", "memory": f"memory://{tmp_path}"}.get(plain, plain)


def test_files_come_back_once(url: str) -> None:
    storage = Storage(url)
    there: Storage = pickle.loads(pickle.dumps(storage))  # noqa: S301
    first, again = there.put("es", b"pages"), there.put("es", b"pages")
    other = there.put("ar", b"pages")
    assert first == again
    assert first.name != other.name
    assert storage.take(first) == b"pages"
    assert len(below(url)) == 1
    with pytest.raises(UsageError, match=r"--storage .*; expected an address that every worker"):
        storage.take(first)
    storage.clear()
    assert below(url) == []
    storage.clear()


def test_builds_do_not_take_each_others_files(url: str) -> None:
    one, other = Storage(url), Storage(url)
    stored = one.put("es", b"pages")
    other.put("es", b"pages")
    other.clear()
    assert one.take(stored) == b"pages"


def test_a_folder_is_one_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    storage = Storage("shared")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert storage.take(storage.put("es", b"pages")) == b"pages"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "shared"]


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    stored = storage.put("es", b"pages")
    (file,) = (Path(path) for path in below(str(tmp_path)))
    file.write_bytes(b"paged")
    with pytest.raises(UsageError, match="not as a worker wrote it"):
        storage.take(stored)


def test_a_name_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Storage(str(tmp_path)).take(Stored("es/none", "", 0))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense://x", "Protocol not known: nonsense"),
        ("file/x", "Not a directory"),
        ("http://127.0.0.1:9/x", "expected an address that every worker and this machine"),
    ],
)
def test_storage_that_cannot_be_used_is_told(
    url: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="--storage ") as found:
        Storage(url)
    assert told in str(found.value)
    assert "\n" not in str(found.value)
