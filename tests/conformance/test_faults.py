"""Faults that are armed on the command line."""

import botocore.exceptions
import pytest

from conftest import image_source, start


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    yield from start(
        tmp_path_factory,
        "--fault", "apprunner:ListServices:subscription:1",
        "--fault", "apprunner:CreateService:lose:1",
        "--services", "25",
    )


def test_faults_happen_as_often_as_asked(sandbox):
    client = sandbox.client("apprunner")
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        client.list_services()
    assert caught.value.response["Error"]["Code"] == "SubscriptionRequiredException"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert len(client.list_services()["ServiceSummaryList"]) == 25
    with pytest.raises(botocore.exceptions.ConnectionClosedError):
        client.create_service(ServiceName="lost-once", SourceConfiguration=image_source())
    assert len(client.list_services()["ServiceSummaryList"]) == 26
