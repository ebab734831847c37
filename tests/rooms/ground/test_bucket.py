"""Files kept in an S3-style store come back byte for byte, against a real server on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from moto.server import ThreadedMotoServer

from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.queries.files import file_bytes
from tests.makers.ports import free_port

pytestmark = [
    pytest.mark.django_db,
    # boto3 announces the end of old Pythons on every client; nothing here depends on it.
    pytest.mark.filterwarnings("ignore:Boto3 will no longer support:Warning"),
]


@pytest.fixture
def bucket(settings, monkeypatch) -> Iterator[str]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "only-for-tests")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port(), verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    place = {"LocationConstraint": "eu-west-2"}
    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="kept", CreateBucketConfiguration=place)
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {"bucket_name": "kept", "endpoint_url": endpoint, "file_overwrite": False},
        }
    }
    yield endpoint
    server.stop()


def test_a_file_kept_in_a_bucket_comes_back_and_is_stored_once(bucket, at) -> None:
    kept = keep_file(b"one and two", name="plan.txt", media_type="text/plain", at=at)
    keep_file(b"one and two", name="again.txt", media_type="text/plain", at=at)

    assert file_bytes(kept.ref) == b"one and two"
    stored = boto3.client("s3", endpoint_url=bucket).list_objects_v2(Bucket="kept")["Contents"]
    assert [o["Key"] for o in stored] == [f"kept/{kept.sha256[:2]}/{kept.sha256}"]
