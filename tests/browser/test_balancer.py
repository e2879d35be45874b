"""Two servers behind the nginx of deploy/, one of them killed: its visitors go on at the other."""

from __future__ import annotations

import base64
import http.client
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, Watched, free_port, started, visitors
from tests.browser.test_score import upload
from tests.browser.test_write import by_the_engine, finish, generate, lengths, link

SHIPPED = ("172.31.85.11:8501", "172.31.85.12:8501")  # the addresses in replicas.conf
REST = 2  # seconds: nginx tries a server again after fail_timeout, and one more
NETWORKS = ("shakespeare-lstm", "shakespeare-gru")
PROMPT = "Whispered by nobody"
# What a browser says of a server that has gone, and Streamlit when asked before it is connected.
OF_THE_CUT = re.compile(
    r"^console: (WebSocket connection to 'ws://127\.0\.0\.1:\d+/\S+' failed"
    r"|Cannot send rerun backMessage when disconnected from server\.)"
)
OF_AN_ABSENCE = re.compile(
    r"^console: (Failed to load resource: net::ERR_CONNECTION_REFUSED"
    r"|Client Error in reaching server endpoint - No response"
    r"|Streamlit server is not responding)"
)


@dataclass
class Lab:
    """Servers, and the balancer before them."""

    models: Path
    folder: Path
    ports: tuple[int, int]
    port: int
    running: ExitStack
    servers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    logs: list[Path] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, replica: str) -> None:
        self.logs.append(self.folder / f"server-{len(self.logs)}")
        server = started(self.models, self.logs[-1], self.ports[int(replica) - 1])
        self.servers[replica] = self.running.enter_context(server)[1]

    def kill(self, replica: str) -> None:
        self.servers[replica].kill()
        self.servers[replica].wait()

    def balance(self, nginx: str) -> None:
        """Start nginx with what is shipped; the addresses are of this machine, the rests short."""
        shipped = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
        assert shipped.count("listen 8080;") == 1
        own = shipped.replace("listen 8080;", f"listen 127.0.0.1:{self.port};")
        (self.folder / "nginx.conf").write_text(own, "utf-8")
        replicas = (ROOT / "deploy" / "replicas.conf").read_text("utf-8")
        for address, port in zip(SHIPPED, self.ports, strict=True):
            for form in (str, re.escape):
                assert form(address) in replicas
                replicas = replicas.replace(form(address), form(f"127.0.0.1:{port}"))
        assert replicas.count("fail_timeout=5s") == 2
        replicas = replicas.replace("fail_timeout=5s", "fail_timeout=1s")
        (self.folder / "replicas.conf").write_text(replicas, "utf-8")
        command = [nginx, "-e", "stderr", "-p", self.folder, "-c", self.folder / "nginx.conf"]
        with (self.folder / "access").open("ab") as out, (self.folder / "error").open("ab") as err:
            self.nginx = subprocess.Popen([*command, "-g", "daemon off;"], stdout=out, stderr=err)
        self.running.callback(self.close_balancer)
        for _ in range(100):
            try:
                self.ask("/_stcore/health")
                return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"nginx did not start:\n{(self.folder / 'error').read_text()}")

    def close_balancer(self) -> None:
        self.nginx.terminate()
        self.nginx.wait(20)

    def ask(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """What the balancer answers to somebody new."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, headers=names)
            return connection.getresponse()
        finally:
            connection.close()

    def logged(self, since: int = 0) -> list[str]:
        return (self.folder / "access").read_text("utf-8").splitlines()[since:]

    def astray(self, since: int) -> list[str]:
        """Requests that were answered by another server than their cookie names."""
        lines = (re.search(r'replica (.*), cookie "replica-(\d)"', x) for x in self.logged(since))
        return [found[0] for found in lines if found and found[1] != self._address_of(found[2])]

    def _address_of(self, replica: str) -> str:
        return f"127.0.0.1:{self.ports[int(replica) - 1]}"


@pytest.fixture(scope="session")
def nginx() -> str:
    """Its path; that there is none is a failure and not a skip."""
    found = os.environ.get("NGINX") or shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(found).exists():
        pytest.fail("No nginx: install one (tests/nginx.sh), or name it in the variable NGINX.")
    return found


@pytest.fixture(scope="module")
def lab(nginx: str, tiny_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with ExitStack() as running:
        folder = tmp_path_factory.mktemp("balancer")
        lab = Lab(tiny_models, folder, (free_port(), free_port()), free_port(), running)
        for replica in ("1", "2"):
            lab.start(replica)
        lab.balance(nginx)
        yield lab


@pytest.fixture
def visit_lab(browser: Browser, lab: Lab) -> Iterator[Callable[..., Watched]]:
    with visitors(browser, lab.address) as visitor:
        yield visitor


def home(page: Page) -> str:
    """The replica that a visitor's cookie names."""
    (cookie,) = [c for c in page.context.cookies() if c.get("name") == "replica"]
    assert cookie["httpOnly"]
    return str(cookie["value"])


def other(replica: str) -> str:
    return {"1": "2", "2": "1"}[replica]


def sockets_of(page: Page) -> list[str]:
    """The paths of the websockets that a page opens from now on."""
    paths: list[str] = []
    page.on("websocket", lambda socket: paths.append(urlsplit(socket.url).path))
    return paths


def well_under_way(page: Page) -> None:
    for view in (page.locator(".written").first, page.locator(".written").last):
        expect(view.locator("span").nth(200)).to_be_attached()


def forgive(visitor: Watched, *allowed: re.Pattern[str]) -> None:
    """Let pass what a browser says of a server that has gone, and nothing else."""
    assert [said for said in visitor.complaints if not any(a.search(said) for a in allowed)] == []
    visitor.complaints.clear()


def test_a_visitor_stays_where_they_came(visit_lab: Callable[..., Watched], lab: Lab) -> None:
    before = len(lab.logged())
    visitor = visit_lab(stranger=True)
    paths = sockets_of(visitor.page)
    visitor.go(link(length=500, seed=21))
    assert [len(text) for text in finish(visitor.page)] == [500, 500]
    assert "/_stcore/stream" in paths
    assert sum(path.startswith("/texts/") for path in paths) == 1
    first = home(visitor.page)
    for path in ("", "models", "write"):
        visitor.go(path)
        assert home(visitor.page) == first
    lines = lab.logged(before)
    assert sum('"GET /write"' in line and 'cookie "newcomer"' in line for line in lines) == 1
    assert sum(f'cookie "replica-{first}"' in line for line in lines) > 20
    assert not lab.astray(before)


def test_strangers_are_spread(visit_lab: Callable[..., Watched]) -> None:
    homes = set()
    for _ in range(6):
        homes.add(home(visit_lab(stranger=True).go("models")))
        if len(homes) == 2:
            return
    pytest.fail(f"Six strangers were all sent to replica {homes}.")


def test_a_file_is_sent_up_and_a_text_comes_down(
    visit_lab: Callable[..., Watched], lab: Lab
) -> None:
    """Both are kept by one server: Streamlit's token and the cookie must pass."""
    before = len(lab.logged())
    page = visit_lab(stranger=True).go("score")
    upload(page, b"The rain is counted wrong.\n" * 2_000)
    expect(page.get_by_text("The uploaded file is scored")).to_be_visible()
    page.goto(f"{lab.address}/{link(length=30, seed=22)}")
    texts = finish(page)
    with page.expect_download() as download:
        page.locator(".st-key-download-shakespeare-lstm button:visible").click()
    assert download.value.path().read_text("utf-8") == "A" + texts[0]
    assert not lab.astray(before)


def test_any_name_of_the_host_will_do(lab: Lab) -> None:
    """Streamlit takes a websocket whose Origin is the Host: nginx must not change that."""
    answer = lab.ask(
        "/_stcore/stream",
        Host="lab.example.org:8080",
        Origin="http://lab.example.org:8080",
        Connection="Upgrade",
        Upgrade="websocket",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key=base64.b64encode(bytes(16)).decode(),
        Sec_WebSocket_Protocol="streamlit",
    )
    assert answer.status == 101
    assert re.match(r"replica=[12]; Path=/; HttpOnly", answer.headers["Set-Cookie"])


def test_the_longest_link_passes_and_too_much_is_refused(lab: Lab) -> None:
    assert lab.ask(f"/write?prompt={quote('🙂' * 1_000)}").status == 200
    path = "/_stcore/upload_file/session/file"
    assert lab.ask(path, "PUT", Content_Length=str(7 * 2**20)).status == 413


def test_the_health_of_a_replica_is_seen_through_it(lab: Lab) -> None:
    assert lab.ask("/health").status == 200


def test_a_killed_servers_visitor_goes_on_at_the_other(
    visit_lab: Callable[..., Watched], tiny_models: Path, lab: Lab
) -> None:
    visitor = visit_lab(stranger=True)
    page = visitor.go_and_catch(link(length=1_200, seed=23, prompt=PROMPT))
    well_under_way(page)
    left, address = home(page), page.url
    paths = sockets_of(page)
    lab.kill(left)
    assert max(lengths(page)) < 1_000, "it was written before the kill"
    # Nobody touches the page: what the link asks for is there in the end.
    expected = [by_the_engine(tiny_models, name, PROMPT, 23, 1_200) for name in NETWORKS]
    assert finish(page) == expected
    assert home(page) == other(left)
    assert paths.count("/_stcore/stream") == 1
    assert page.url == address
    expect(page.locator("[class*=st-key-write_prompt_] textarea")).to_have_value(PROMPT)
    expect(page.locator(".prompt")).to_have_text([PROMPT, PROMPT])
    page.locator(".st-key-knobs summary").click()
    expect(page.locator("[class*=st-key-write_seed_] input")).to_have_value("23")
    expect(
        page.locator("[class*=st-key-write_length_] [data-testid=stSliderThumbValue]")
    ).to_have_text("1200")
    forgive(visitor, OF_THE_CUT)

    # Its server comes back: the visitor stays where they are now, and so do their texts.
    lab.start(left)
    time.sleep(REST)
    before = len(lab.logged())
    page.locator("[class*=st-key-write_prompt_] textarea").fill("A")
    page.locator(".st-key-generate button").click()
    expect(page.locator(".prompt")).to_have_text(["A", "A"])
    assert [len(text) for text in finish(page)] == [1_200, 1_200]
    assert home(page) == other(left)
    assert sum("GET /texts/" in line for line in lab.logged(before)) <= 1  # or the one it had
    assert not lab.astray(before)


def test_a_page_at_rest_is_at_the_other_before_it_is_touched(
    visit_lab: Callable[..., Watched], lab: Lab
) -> None:
    """Else the first click would be lost, and what was typed before it."""
    visitor = visit_lab(stranger=True)
    page = visitor.go(link(length=60, seed=24))
    finish(page)
    for _ in range(2):  # so its texts have higher numbers than the first ones at the other server
        generate(page)
        before, left = finish(page), home(page)
    lab.kill(left)
    for _ in range(100):
        if home(page) != left:
            break
        page.wait_for_timeout(100)
    visitor.settle()
    page.wait_for_timeout(1_000)
    page.locator("[class*=st-key-write_prompt_] textarea").fill("And now")
    page.locator("[class*=st-key-write_colour_] label").first.click()
    page.wait_for_timeout(1_000)
    expect(page.locator("[class*=st-key-write_prompt_] textarea")).to_have_value("And now")
    assert finish(page) == before
    page.locator(".st-key-generate button").click()
    expect(page.locator(".prompt")).to_have_text(["And now", "And now"])
    finish(page)
    forgive(visitor, OF_THE_CUT)
    lab.start(left)


def test_a_server_that_is_back_takes_all_that_is_asked_at_once(lab: Lab) -> None:
    """And not one request alone while the others are sent to a server that has gone since."""
    lab.kill("1")
    assert lab.ask("/health", Cookie="replica=1").status == 200
    lab.start("1")
    time.sleep(REST)
    lab.kill("2")
    with ThreadPoolExecutor(8) as visitors:
        answers = visitors.map(lambda _: lab.ask("/health", Cookie="replica=1").status, range(64))
        assert list(answers) == [200] * 64
    lab.start("2")


def test_a_text_goes_on_when_the_balancer_was_away(
    visit_lab: Callable[..., Watched], nginx: str, lab: Lab
) -> None:
    """Longer than a text's socket is tried again; the server has the visitor's session still."""
    visitor = visit_lab(stranger=True)
    page = visitor.go_and_catch(link(length=1_500, seed=25))
    well_under_way(page)
    left, address = home(page), page.url
    lab.close_balancer()
    page.wait_for_timeout(8_000)
    lab.balance(nginx)
    assert [len(text) for text in finish(page)] == [1_500, 1_500]
    assert (home(page), page.url) == (left, address)
    forgive(visitor, OF_THE_CUT, OF_AN_ABSENCE)


def test_no_log_holds_a_visitors_text(lab: Lab) -> None:
    """Not the links, not what was tried in vain when a server had gone."""
    page = f"/write?prompt={quote(PROMPT)}"
    for replica in ("1", "2"):
        lab.kill(replica)
    assert lab.ask(page, Referer=lab.address + page).status == 502
    for replica in ("1", "2"):
        lab.start(replica)
    files = [lab.folder / "access", lab.folder / "error", *lab.logs]
    said = "\n".join(path.read_text("utf-8") for path in files)
    assert '"GET /write" 502' in said
    for trace in ("Whispered", "nobody", "prompt", "seed=", "?"):
        assert trace not in said
