"""A bucket of evidence, by the protocol itself: whole before it is named, and away is not gone."""

import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import Away, Misconfigured
from bot.settings import EXAMPLES, Settings, read_settings
from bot.storage.blobs import open_blobs
from bot.storage.bucket import Bucket, _Refusal
from tests import places
from tests.servers.bucket import BucketServer, Door, answering

DATA = b"one photo"
SHA = hashlib.sha256(DATA).hexdigest()
NEVER = hashlib.sha256(b"never kept").hexdigest()


def settings(evidence_url: str, **more: Any) -> Settings:
    return read_settings(_env_file=None, evidence_url=evidence_url, **more)


@pytest.fixture
def evidence_url(tmp_path: Path) -> str:
    return places.evidence_url(tmp_path, in_bucket=True)


@pytest.fixture
def bucket(door: Door, evidence_url: str) -> Bucket:
    made = open_blobs(settings(evidence_url))
    assert isinstance(made, Bucket)
    return made


@pytest.fixture
def strict(bucket_server: BucketServer) -> Iterator[BucketServer]:
    """A server that can be made to know no keys."""
    yield bucket_server
    bucket_server.know_nobody(after=1_000_000)


def test_a_file_is_known_by_its_content_and_kept_once(bucket: Bucket) -> None:
    assert bucket.keep(DATA) == SHA
    assert bucket.keep(DATA) == SHA
    assert list(bucket.all()) == [SHA]
    assert bucket.read(SHA) == DATA
    assert bucket.is_whole(SHA)
    assert list(bucket.incoming.iterdir()) == []


def test_a_download_is_taken_in_under_its_own_name(bucket: Bucket) -> None:
    part = bucket.incoming / "evidence-1"
    part.write_bytes(DATA)
    assert bucket.adopt(part) == SHA
    assert not part.exists()


def test_a_large_file_comes_whole_in_both_directions(bucket: Bucket) -> None:
    data = os.urandom(20 * 1024 * 1024)
    sha256 = bucket.keep(data)
    assert bucket.read(sha256) == data


def test_a_worker_is_lent_a_copy_that_is_gone_afterwards(bucket: Bucket) -> None:
    bucket.keep(DATA)
    with bucket.local(SHA) as path:
        assert path.parent == bucket.incoming
        assert path.read_bytes() == DATA
    assert not path.exists()


def test_two_counties_in_one_bucket_see_nothing_of_each_other(bucket: Bucket) -> None:
    bucket.keep(DATA)
    other = open_blobs(settings("s3://county/another"))
    assert list(other.all()) == []
    assert not other.is_whole(SHA)


def test_every_file_is_listed_however_many_there_are(bucket: Bucket) -> None:
    kept = {bucket.keep(bytes([n])) for n in range(30)}
    bucket._store.put("notes/read-me.txt", b"no evidence")
    assert set(bucket.all()) == kept


@pytest.mark.parametrize("left", [None, b"", DATA[:-1], DATA + b"!"])
def test_a_file_that_is_gone_or_changed_is_not_whole_and_not_given_out(
    bucket: Bucket, left: bytes | None
) -> None:
    bucket.keep(DATA)
    places.lose(bucket, SHA, left)
    assert not bucket.is_whole(SHA)
    with pytest.raises(FileNotFoundError):
        bucket.read(SHA)
    with pytest.raises(FileNotFoundError), bucket.local(SHA):
        pass
    assert list(bucket.incoming.iterdir()) == []


@pytest.mark.parametrize("sha256", ["", "../../etc", SHA.upper(), f"{SHA}/.."])
def test_what_is_no_sha256_is_no_file(bucket: Bucket, sha256: str) -> None:
    assert not bucket.is_whole(sha256)


def test_what_does_not_lie_there_whole_is_not_referred_to_and_tried_again(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, part = bucket._store, bucket.incoming / "evidence-1"

    class Careless:
        """Writes half of everything, and says that all is well."""

        def put(self, key: str, path: Path, **_: Any) -> None:
            store.put(key, path.read_bytes()[:4])

        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

    part.write_bytes(DATA)
    monkeypatch.setattr(bucket, "_store", Careless())
    with pytest.raises(Away, match="不一致"):
        bucket.adopt(part)
    assert part.exists()
    monkeypatch.undo()
    assert bucket.adopt(part) == SHA
    assert bucket.is_whole(SHA)


def test_what_a_crash_left_half_written_is_thrown_away(bucket: Bucket) -> None:
    bucket.keep(DATA)
    (bucket.incoming / "evidence-9").write_bytes(b"hal")
    bucket.tidy()
    assert list(bucket.incoming.iterdir()) == []
    assert bucket.is_whole(SHA)


def test_a_bucket_that_is_away_has_lost_nothing(bucket: Bucket, door: Door) -> None:
    bucket.keep(DATA)
    door.shut()
    for ask in (bucket.read, bucket.is_whole, lambda _: bucket.keep(DATA)):
        with pytest.raises(Away, match="请稍后再试"):
            ask(SHA)
    with pytest.raises(Away), bucket.local(SHA):
        pass
    with pytest.raises(Away):
        list(bucket.all())
    assert list(bucket.incoming.iterdir()) == []
    door.open()
    assert bucket.read(SHA) == DATA


def test_while_it_is_silent_one_call_waits_and_the_others_do_not(
    bucket: Bucket, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.keep(DATA)
    door.shut()
    with pytest.raises(Away):
        bucket.read(SHA)
    knocked, let_go, store = threading.Event(), threading.Event(), bucket._store

    class Silent:
        def get(self, key: str) -> Any:
            knocked.set()
            let_go.wait()
            return store.get(key)

    monkeypatch.setattr(bucket, "_store", Silent())
    read: list[bytes] = []
    patient = threading.Thread(target=lambda: read.append(bucket.read(SHA)))
    patient.start()
    knocked.wait()
    with pytest.raises(Away, match="恢复"):
        bucket.read(SHA)
    door.open()
    let_go.set()
    patient.join()
    assert read == [DATA]
    assert bucket.read(SHA) == DATA


def test_a_bucket_that_is_gone_is_no_file_that_is_gone(door: Door) -> None:
    with pytest.raises(Away, match="NoSuchBucket"):
        open_blobs(settings("s3://nowhere")).read(SHA)


def test_proving_leaves_nothing_behind(bucket: Bucket) -> None:
    bucket.prove()
    assert list(bucket.all()) == []
    assert list(bucket.incoming.iterdir()) == []


def test_a_bucket_that_does_not_exist_is_named_with_an_example(door: Door) -> None:
    with pytest.raises(Misconfigured, match=r"s3://nowhere 的存储桶不存在.*例如") as caught:
        open_blobs(settings("s3://nowhere")).prove()
    assert "\n" not in str(caught.value)


def test_keys_that_the_server_does_not_know_are_named(bucket: Bucket, strict: BucketServer) -> None:
    strict.know_nobody()
    with pytest.raises(Misconfigured, match=r"AWS_SECRET_ACCESS_KEY（InvalidAccessKeyId）"):
        bucket.prove()


def test_a_bot_that_loses_its_rights_while_it_runs_waits_for_them(
    bucket: Bucket, strict: BucketServer
) -> None:
    bucket.keep(DATA)
    strict.know_nobody()
    with pytest.raises(Away, match="InvalidAccessKeyId"):
        bucket.read(SHA)
    strict.know_nobody(after=1_000_000)
    assert bucket.read(SHA) == DATA


def test_a_right_that_is_lacking_is_named(
    bucket: Bucket, strict: BucketServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in strict.somebody_without_rights().items():
        monkeypatch.setenv(name, value)
    limited = open_blobs(settings("s3://county"))
    strict.know_nobody()
    with pytest.raises(Misconfigured, match=r"不让读写（AccessDenied）.*AWS_ENDPOINT_URL="):
        limited.prove()


def test_a_bucket_from_which_nothing_may_be_removed_is_as_good(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_: str) -> None:
        raise _Refusal("locked", "AccessDenied", lasting=True)

    monkeypatch.setattr(bucket, "remove", locked)
    bucket.prove()
    assert len(list(bucket.all())) == 1


@pytest.mark.parametrize(
    ("status", "said", "of_whom"),
    [
        (404, "<html>no such site</html>", Misconfigured),
        (403, "<Error><Code>RequestTimeTooSkewed</Code></Error>", Misconfigured),
        (400, "<Error><Code>AuthorizationHeaderMalformed</Code></Error>", Misconfigured),
        (301, "<Error><Code>PermanentRedirect</Code></Error>", Misconfigured),
        (307, "", Misconfigured),
        (409, "<Error><Code>OperationAborted</Code></Error>", Away),
        (429, "", Away),
        (500, "<Error><Code>InternalError</Code></Error>", Away),
        (503, "<Error><Code>SlowDown</Code></Error>", Away),
    ],
)
def test_whatever_else_is_answered_is_never_a_file_that_is_gone(
    door: Door, status: int, said: str, of_whom: type[Exception]
) -> None:
    with answering(status, said.encode()) as address:
        asked = open_blobs(settings("s3://county", aws_endpoint_url=address))
        with pytest.raises(Away):
            asked.read(SHA)
        with pytest.raises(of_whom) as caught:
            asked.prove()
    assert "\n" not in str(caught.value)
    assert "例如" in str(caught.value)


def test_a_bucket_that_cannot_be_reached_is_away_and_not_misconfigured(
    bucket: Bucket, door: Door
) -> None:
    door.shut()
    with pytest.raises(Away, match="没有应答"):
        bucket.prove()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AWS_ENDPOINT_URL", "http://s3.example.cn"),
        ("AWS_ENDPOINT_URL", "http://10.0.0.8:9000"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1.example.cn"),
        ("AWS_ENDPOINT_URL", "s3.example.cn"),
        ("AWS_ENDPOINT_URL", "https://"),
        ("AWS_ENDPOINT_URL", "https://s3.example.cn:99999"),
        ("AWS_ENDPOINT_URL", "https://某处"),
        ("AWS_ENDPOINT_URL", "https://me:secret@s3.example.cn"),
        ("AWS_SECRET_ACCESS_KEY", ""),
        ("AWS_ACCESS_KEY_ID", ""),
        ("AWS_ACCESS_KEY_ID", "密钥"),
        ("AWS_REGION", "cn north"),
    ],
)
def test_what_the_bucket_cannot_be_reached_by_is_named_with_an_example(
    door: Door, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as caught:
        open_blobs(settings("s3://county"))
    assert str(caught.value) == f"设置 {name} 缺失或有误，例如：{EXAMPLES[name]}"


@pytest.mark.parametrize(
    "address", ["http://localhost:9000", "http://[::1]:9000/", "https://s3.example.cn"]
)
def test_this_machine_may_be_spoken_to_in_the_clear(door: Door, address: str) -> None:
    assert settings("s3://county", aws_endpoint_url=address).aws["endpoint"] == address.rstrip("/")


def test_so_may_another_where_it_was_said(door: Door) -> None:
    said = settings("s3://county", aws_endpoint_url="http://10.0.0.8:9000", aws_allow_http=True)
    assert isinstance(open_blobs(said), Bucket)


def test_an_address_that_only_the_library_sees_is_not_spoken_to_in_the_clear(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://10.0.0.8:9000")
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    with pytest.raises(Misconfigured, match="明文 http"):
        open_blobs(settings("s3://county")).prove()


def test_secrets_are_seen_nowhere(door: Door, bucket: Bucket) -> None:
    assert "of-no-use-elsewhere" not in repr(settings("s3://county", aws_session_token="t0ken"))
    assert "t0ken" not in repr(settings("s3://county", aws_session_token="t0ken"))
    assert "of-no-use-elsewhere" not in repr(bucket._store)
    door.shut()
    with pytest.raises(Away) as caught:
        bucket.read(SHA)
    assert "of-no-use-elsewhere" not in repr(caught.value)


@pytest.mark.parametrize(
    "url",
    ["s3://county", "s3://county/", "s3://a.b-c/1/evidence_2.x/"],
)
def test_a_bucket_with_or_without_a_prefix_is_a_place(url: str) -> None:
    assert settings(url).evidence == url


@pytest.mark.parametrize(
    "url",
    [
        *("s3://", "s3:///evidence", "s3://a", "s3://County", "s3://-county", "s3://a..b"),
        *("s3://county//x", "s3://county/../x", "s3://county/证据", "s3://me:x@county", "S3://c-1"),
    ],
)
def test_what_is_no_name_of_a_bucket_is_refused(url: str) -> None:
    with pytest.raises(Misconfigured, match="EVIDENCE_URL=s3://xietiao/evidence"):
        settings(url)
