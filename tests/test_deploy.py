"""What deploy/ says of itself and the repository; browser/test_balancer.py runs its nginx."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from rnn_demo.engine.limits import Limits
from rnn_demo.serving.door_settings import WHOLE

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
REPLICAS = ("lab-1", "lab-2")
SERVED = ("streamlit_app.py", "rnn_demo", "models", ".streamlit", "requirements.txt")


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load(read("compose.yaml")))


def test_the_balancer_has_the_configuration_that_is_tested(compose: dict[str, Any]) -> None:
    mounts = dict(line.split(":")[:2] for line in compose["services"]["balancer"]["volumes"])
    assert mounts == {
        "./nginx.conf": "/etc/nginx/lab/nginx.conf",
        "./replicas.conf": "/etc/nginx/lab/replicas.conf",
    }
    assert all((DEPLOY / path).is_file() for path in mounts)
    assert "/etc/nginx/lab/nginx.conf" in compose["services"]["balancer"]["command"]
    assert "include replicas.conf;" in read("nginx.conf")
    inside = [port.split(":")[-1] for port in compose["services"]["balancer"]["ports"]]
    assert re.findall(r"listen (\d+);", read("nginx.conf")) == inside


def test_the_replicas_are_where_the_balancer_looks(compose: dict[str, Any]) -> None:
    said = read("replicas.conf")
    for name in REPLICAS:
        address = compose["services"][name]["networks"]["lab"]["ipv4_address"] + ":8501"
        # Among newcomers, as a home, as the other's stand-in; and once where it answers.
        assert len(re.findall(rf"server {re.escape(address)}\b", said)) == 3
        assert f'"~{re.escape(address)}$" {name[-1]};' in said
    assert len(set(re.findall(r"server (\S+)", said))) == len(REPLICAS)


def test_replicas_share_their_image_and_their_secret(compose: dict[str, Any]) -> None:
    one, two = (compose["services"][name] for name in REPLICAS)
    assert {**one, "networks": None} == {**two, "networks": None}
    build = one["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
    # Missing, it stops the start with a sentence.
    secret = one["environment"]["STREAMLIT_SERVER_COOKIE_SECRET"]
    assert re.fullmatch(r"\$\{STREAMLIT_SERVER_COOKIE_SECRET:\?Set it .+\}", secret)


def test_every_setting_can_be_made(compose: dict[str, Any]) -> None:
    variables = {f"RNN_DEMO_{field.name.upper()}" for field in fields(Limits)}
    variables |= {*WHOLE, "RNN_DEMO_ORIGINS", "RNN_DEMO_EMBEDDED_BY", "RNN_DEMO_METRICS"}
    given = compose["services"]["lab-1"]["environment"]
    ours = {name: value for name, value in given.items() if name.startswith("RNN_DEMO_")}
    assert ours.pop("RNN_DEMO_PROXIES") == "${RNN_DEMO_PROXIES:-1}"  # the balancer is one
    # Empty is the default: no number is written down twice.
    assert variables <= set(ours)
    assert ours == {name: f"${{{name}:-}}" for name in ours}


def test_no_log_holds_the_address_of_a_text_or_an_upload() -> None:
    pattern = re.search(r'"~(\^\(\?<start>.*)" "\$\{start\}-"', read("nginx.conf"))
    assert pattern
    hidden = re.compile(pattern[1].replace("?<start>", "?P<start>"))
    for path in ("texts/", "media/", "_stcore/upload_file/session/"):
        found = hidden.match(f"/below/{path}secret/gates")
        assert found and "secret" not in found["start"], path
    assert not hidden.match("/write")


def test_the_balancer_reads_silent_websockets_for_long_and_others_not() -> None:
    said = read("nginx.conf")
    long = re.search(r"location ~ (\S+) \{\s+proxy_read_timeout 1h;", said)
    assert long
    for path in ("/_stcore/stream", "/below/texts/x", "/texts/x/gates"):
        assert re.search(long[1], path), path
    for bound in ("client_header_timeout", "client_body_timeout", "limit_conn connections"):
        assert re.search(rf"{bound} \d+s?;", said), bound
    assert re.search(r"limit_req zone=requests burst=\d+ nodelay;", said)


def test_the_image_has_all_that_serves_and_the_context_lets_it_in() -> None:
    copied = set(re.findall(r"^COPY (\S+) ", read("Dockerfile"), re.MULTILINE))
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert copied == set(SERVED)
    assert {line[1:] for line in ignored if line.startswith("!")} == copied
    assert "*" in ignored
    assert all((ROOT / path).exists() for path in copied)
    assert (ROOT / "models" / "shakespeare-lstm" / "config.json").is_file()  # compiled with it


def test_the_image_does_without_what_only_trains() -> None:
    pattern = re.search(r"grep --invert-match --extended-regexp '([^']+)'", read("Dockerfile"))
    assert pattern
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    left_out = {line.split("==")[0] for line in lines if re.search(pattern[1], line)}
    assert left_out == {"torch", "tqdm"}


def test_the_readme_names_every_file() -> None:
    readme = read("README.md")
    for path in DEPLOY.iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in readme
